-- Four warehouses; an outgoing transfer for each confirmed order, an incoming one for every second; stock that fits them.
CREATE TABLE stock_location (id serial PRIMARY KEY, name varchar NOT NULL, complete_name varchar, usage varchar NOT NULL,
  location_id integer, company_id integer, warehouse_id integer, parent_path varchar, barcode varchar, active boolean);
INSERT INTO stock_location (id, name, complete_name, usage, company_id, parent_path, active) VALUES
  (1, 'Vendors', 'Partners/Vendors', 'supplier', NULL, '1/', true),
  (2, 'Customers', 'Partners/Customers', 'customer', NULL, '2/', true);
INSERT INTO stock_location
SELECT 2 + w, 'Stock', code || '/Stock', 'internal', NULL, 1, w, (2 + w) || '/', code || '-STOCK', true
FROM unnest(ARRAY['HAM', 'BRE', 'KIE', 'HAN']) WITH ORDINALITY AS warehouses (code, w);

CREATE TABLE stock_warehouse (id serial PRIMARY KEY, name varchar NOT NULL, code varchar(5) NOT NULL,
  company_id integer NOT NULL, partner_id integer, lot_stock_id integer NOT NULL, view_location_id integer NOT NULL,
  reception_steps varchar NOT NULL, delivery_steps varchar NOT NULL, active boolean);
INSERT INTO stock_warehouse
SELECT w, name, code, 1, 1, 2 + w, 2 + w, 'one_step', 'ship_only', true
FROM unnest(ARRAY['Hamburg', 'Bremen', 'Kiel', 'Hannover'], ARRAY['HAM', 'BRE', 'KIE', 'HAN'])
  WITH ORDINALITY AS warehouses (name, code, w);

CREATE TABLE stock_picking_type (id serial PRIMARY KEY, name jsonb NOT NULL, code varchar NOT NULL,
  sequence_code varchar NOT NULL, warehouse_id integer, company_id integer NOT NULL, default_location_src_id integer,
  default_location_dest_id integer, active boolean);
INSERT INTO stock_picking_type (name, code, sequence_code, warehouse_id, company_id, default_location_src_id,
  default_location_dest_id, active)
SELECT jsonb_build_object('en_US', label), kind, short, w.id, 1,
  CASE kind WHEN 'incoming' THEN 1 ELSE w.lot_stock_id END, CASE kind WHEN 'outgoing' THEN 2 ELSE w.lot_stock_id END, true
FROM (VALUES (1, 'Receipts', 'incoming', 'IN'), (2, 'Internal Transfers', 'internal', 'INT'),
  (3, 'Delivery Orders', 'outgoing', 'OUT')) AS types (place, label, kind, short), stock_warehouse w
ORDER BY place, w.id;

CREATE TABLE stock_picking (id serial PRIMARY KEY, name varchar, origin varchar, company_id integer, partner_id integer,
  picking_type_id integer NOT NULL, location_id integer NOT NULL, location_dest_id integer NOT NULL, state varchar,
  priority varchar, move_type varchar NOT NULL, sale_id integer, scheduled_date timestamp, date_deadline timestamp,
  date_done timestamp, create_date timestamp, write_date timestamp);
INSERT INTO stock_picking
SELECT o.id, format('%s/OUT/%s', w.code, lpad(o.id::text, 5, '0')), o.name, 1, o.partner_id, 8 + w.id, w.lot_stock_id, 2,
  made.state, pick(o.id, 41, 20) / 19, 'direct', o.id, o.commitment_date, o.commitment_date + interval '1 day',
  CASE made.state WHEN 'done' THEN o.commitment_date + pick(o.id, 42, 86400) * interval '1 second' END, o.create_date,
  o.write_date
FROM sale_order o JOIN stock_warehouse w ON w.id = o.warehouse_id,
  LATERAL (SELECT CASE WHEN o.date_order < '2026-10-25' THEN 'done' WHEN pick(o.id, 43, 3) = 0 THEN 'confirmed'
                       ELSE 'assigned' END) AS made (state)
WHERE o.state = 'sale';
INSERT INTO stock_picking
SELECT setting('orders') + i, format('%s/IN/%s', w.code, lpad(i::text, 5, '0')), format('P%s', lpad(i::text, 5, '0')), 1,
  1 + pick(i, 44, setting('partners')), w.id, 1, w.lot_stock_id, state, '0', 'direct', NULL, due, due + interval '1 day',
  CASE state WHEN 'done' THEN due END, due - interval '5 days', due
FROM generate_series(1, setting('orders') / 2) i JOIN stock_warehouse w ON w.id = 1 + pick(i, 45, 4),
  LATERAL (SELECT moment(i, 46)) AS planned (due),
  LATERAL (SELECT CASE WHEN due < '2026-10-29' THEN 'done' ELSE 'assigned' END) AS made (state);

CREATE TABLE stock_move (id serial PRIMARY KEY, sequence integer, priority varchar, company_id integer NOT NULL,
  product_id integer NOT NULL, product_uom integer NOT NULL, product_qty numeric, product_uom_qty numeric NOT NULL,
  quantity numeric, picked boolean, price_unit float8, location_id integer NOT NULL, location_dest_id integer NOT NULL,
  partner_id integer, picking_id integer, picking_type_id integer, warehouse_id integer, sale_line_id integer,
  state varchar, procure_method varchar NOT NULL, origin varchar, reference varchar, date timestamp NOT NULL,
  date_deadline timestamp, propagate_cancel boolean, additional boolean, create_date timestamp, write_date timestamp);
INSERT INTO stock_move
SELECT l.id, 10, p.priority, 1, l.product_id, 1, l.product_uom_qty, l.product_uom_qty,
  CASE WHEN p.state IN ('done', 'assigned') THEN l.product_uom_qty ELSE 0 END, p.state = 'done', l.price_unit::float8,
  p.location_id, p.location_dest_id, p.partner_id, p.id, p.picking_type_id, o.warehouse_id, l.id, p.state,
  'make_to_stock', p.origin, p.name, coalesce(p.date_done, p.scheduled_date), p.date_deadline, true, false,
  p.create_date, p.write_date
FROM stock_picking p JOIN sale_order o ON o.id = p.sale_id JOIN sale_order_line l ON l.order_id = o.id;
INSERT INTO stock_move
SELECT setting('orders') * 3 + (p.id - setting('orders') - 1) * 2 + n, 10, '0', 1, 1 + pick(p.id * 2 + n, 47, setting('products')), 1,
  amount, amount, amount, p.state = 'done', NULL, p.location_id, p.location_dest_id, p.partner_id, p.id, p.picking_type_id,
  p.picking_type_id, NULL, p.state, 'make_to_stock', p.origin, p.name, p.scheduled_date, p.date_deadline, true, false,
  p.create_date, p.write_date
FROM stock_picking p, generate_series(1, 2) n, LATERAL (SELECT 20 + pick(p.id * 2 + n, 48, 400)) AS made (amount)
WHERE p.sale_id IS NULL;

-- On hand is always at least what is reserved: the transfers that are `assigned`.
CREATE TABLE stock_quant (id serial PRIMARY KEY, product_id integer NOT NULL, location_id integer NOT NULL,
  company_id integer, lot_id integer, package_id integer, owner_id integer, quantity numeric,
  reserved_quantity numeric NOT NULL, in_date timestamp NOT NULL, inventory_quantity numeric,
  inventory_diff_quantity numeric, inventory_quantity_set boolean, inventory_date date, create_date timestamp,
  write_date timestamp);
INSERT INTO stock_quant (product_id, location_id, company_id, quantity, reserved_quantity, in_date,
  inventory_diff_quantity, inventory_quantity_set, inventory_date, create_date, write_date)
SELECT p.id, w.lot_stock_id, 1, 20 + pick(p.id * 4 + w.id, 49, 900) + coalesce(reserved, 0), coalesce(reserved, 0),
  moment(p.id * 4 + w.id, 50), 0, false, '2026-12-31', p.create_date, '2026-10-31 22:00'
FROM product_product p CROSS JOIN stock_warehouse w
LEFT JOIN (SELECT product_id, location_id, sum(quantity) AS reserved FROM stock_move
           WHERE state = 'assigned' AND location_dest_id = 2 GROUP BY 1, 2) AS held
  ON held.product_id = p.id AND held.location_id = w.lot_stock_id;
