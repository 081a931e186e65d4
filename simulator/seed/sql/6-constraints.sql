-- What Odoo makes besides tables: foreign keys, indexes, and sequences that go on where the rows end.
ALTER TABLE res_partner ADD FOREIGN KEY (parent_id) REFERENCES res_partner ON DELETE SET NULL;
ALTER TABLE product_template ADD FOREIGN KEY (categ_id) REFERENCES product_category ON DELETE RESTRICT;
ALTER TABLE product_product ADD FOREIGN KEY (product_tmpl_id) REFERENCES product_template ON DELETE CASCADE;
ALTER TABLE sale_order ADD FOREIGN KEY (partner_id) REFERENCES res_partner ON DELETE RESTRICT;
ALTER TABLE sale_order_line ADD FOREIGN KEY (order_id) REFERENCES sale_order ON DELETE CASCADE;
ALTER TABLE sale_order_line ADD FOREIGN KEY (product_id) REFERENCES product_product ON DELETE RESTRICT;
ALTER TABLE stock_picking ADD FOREIGN KEY (picking_type_id) REFERENCES stock_picking_type ON DELETE RESTRICT;
ALTER TABLE stock_picking ADD FOREIGN KEY (sale_id) REFERENCES sale_order ON DELETE SET NULL;
ALTER TABLE stock_move ADD FOREIGN KEY (picking_id) REFERENCES stock_picking ON DELETE SET NULL;
ALTER TABLE stock_move ADD FOREIGN KEY (product_id) REFERENCES product_product ON DELETE RESTRICT;
ALTER TABLE stock_quant ADD FOREIGN KEY (product_id) REFERENCES product_product ON DELETE RESTRICT;
ALTER TABLE stock_quant ADD FOREIGN KEY (location_id) REFERENCES stock_location ON DELETE RESTRICT;
ALTER TABLE account_move_line ADD FOREIGN KEY (move_id) REFERENCES account_move ON DELETE CASCADE;
ALTER TABLE account_move_line ADD FOREIGN KEY (account_id) REFERENCES account_account ON DELETE RESTRICT;
CREATE INDEX sale_order_partner_id_index ON sale_order (partner_id);
CREATE INDEX sale_order_line_order_id_index ON sale_order_line (order_id);
CREATE INDEX stock_picking_state_index ON stock_picking (state);
CREATE INDEX stock_picking_scheduled_date_index ON stock_picking (scheduled_date);
CREATE INDEX stock_move_picking_id_index ON stock_move (picking_id);
CREATE INDEX stock_move_product_id_index ON stock_move (product_id);
CREATE INDEX stock_quant_product_id_index ON stock_quant (product_id);
CREATE INDEX account_move_line_move_id_index ON account_move_line (move_id);
CREATE INDEX account_move_line_partner_id_index ON account_move_line (partner_id);
CREATE INDEX queue_job_state_index ON queue_job (state) WHERE state <> 'done';
CREATE INDEX ir_attachment_store_fname_index ON ir_attachment (store_fname);
CREATE INDEX ir_attachment_res_index ON ir_attachment (res_model, res_id);

SELECT format('SELECT setval(%L, (SELECT coalesce(max(id), 1) FROM %I))', format('%s_id_seq', relname), relname)
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' \gexec
DROP FUNCTION pick, moment, setting;
ANALYZE;
