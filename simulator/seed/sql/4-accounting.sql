-- One posted customer invoice for each delivered order: income by line, tax, receivable. Every entry is balanced.
CREATE TABLE account_account (id serial PRIMARY KEY, name jsonb NOT NULL, code_store jsonb, account_type varchar NOT NULL,
  reconcile boolean, active boolean);
INSERT INTO account_account (name, code_store, account_type, reconcile, active)
SELECT jsonb_build_object('en_US', label), jsonb_build_object('1', code), kind, kind = 'asset_receivable', true
FROM (VALUES ('Receivables', '1400', 'asset_receivable'), ('Sales 19 %', '8400', 'income'),
  ('VAT 19 %', '1776', 'liability_current')) AS known (label, code, kind);

CREATE TABLE account_journal (id serial PRIMARY KEY, name jsonb NOT NULL, code varchar(5) NOT NULL, type varchar NOT NULL,
  company_id integer NOT NULL, active boolean);
INSERT INTO account_journal (name, code, type, company_id, active)
VALUES ('{"en_US": "Customer Invoices"}', 'INV', 'sale', 1, true);

CREATE TABLE account_move (id serial PRIMARY KEY, name varchar, ref varchar, invoice_origin varchar,
  move_type varchar NOT NULL, state varchar NOT NULL, payment_state varchar, company_id integer,
  journal_id integer NOT NULL, partner_id integer, currency_id integer NOT NULL, date date NOT NULL, invoice_date date,
  invoice_date_due date, amount_untaxed numeric, amount_tax numeric, amount_total numeric, amount_residual numeric,
  create_date timestamp, write_date timestamp);
INSERT INTO account_move
SELECT o.id, format('INV/2026/%s', lpad(o.id::text, 5, '0')), o.client_order_ref, o.name, 'out_invoice', 'posted',
  CASE WHEN paid THEN 'paid' ELSE 'not_paid' END, 1, 1, o.partner_id, 1, p.date_done::date, p.date_done::date,
  p.date_done::date + 30, o.amount_untaxed, o.amount_tax, o.amount_total, CASE WHEN paid THEN 0 ELSE o.amount_total END,
  p.date_done, p.date_done + interval '1 hour'
FROM sale_order o JOIN stock_picking p ON p.sale_id = o.id AND p.state = 'done',
  LATERAL (SELECT pick(o.id, 61, 5) > 0) AS made (paid);

CREATE TABLE account_move_line (id serial PRIMARY KEY, move_id integer NOT NULL, journal_id integer, company_id integer,
  account_id integer, partner_id integer, product_id integer, currency_id integer NOT NULL, name varchar,
  parent_state varchar, display_type varchar NOT NULL, date date, quantity numeric, price_unit numeric, debit numeric,
  credit numeric, balance numeric, amount_currency numeric, amount_residual numeric, reconciled boolean,
  create_date timestamp, write_date timestamp);
INSERT INTO account_move_line (move_id, journal_id, company_id, account_id, partner_id, product_id, currency_id, name,
  parent_state, display_type, date, quantity, price_unit, debit, credit, balance, amount_currency, amount_residual,
  reconciled, create_date, write_date)
SELECT m.id, 1, 1, 2, m.partner_id, l.product_id, 1, l.name, m.state, 'product', m.date, l.product_uom_qty, l.price_unit, 0,
  l.price_subtotal, -l.price_subtotal, -l.price_subtotal, 0, false, m.create_date, m.write_date
FROM account_move m JOIN sale_order_line l ON l.order_id = m.id
UNION ALL
SELECT m.id, 1, 1, 3, m.partner_id, NULL, 1, 'VAT 19 %', m.state, 'tax', m.date, NULL, NULL, 0, m.amount_tax, -m.amount_tax,
  -m.amount_tax, 0, false, m.create_date, m.write_date
FROM account_move m
UNION ALL
SELECT m.id, 1, 1, 1, m.partner_id, NULL, 1, m.name, m.state, 'payment_term', m.date, NULL, NULL, m.amount_total, 0,
  m.amount_total, m.amount_total, m.amount_residual, m.payment_state = 'paid', m.create_date, m.write_date
FROM account_move m;
UPDATE sale_order SET invoice_status = 'invoiced', delivery_status = 'full'
WHERE id IN (SELECT id FROM account_move);
