-- Sale orders with three lines each.
CREATE TABLE sale_order (id serial PRIMARY KEY, name varchar NOT NULL, company_id integer NOT NULL,
  partner_id integer NOT NULL, partner_invoice_id integer NOT NULL, partner_shipping_id integer NOT NULL,
  warehouse_id integer NOT NULL, client_order_ref varchar, state varchar, invoice_status varchar,
  delivery_status varchar, picking_policy varchar NOT NULL, currency_id integer, date_order timestamp NOT NULL,
  commitment_date timestamp, amount_untaxed numeric, amount_tax numeric, amount_total numeric, create_date timestamp,
  write_date timestamp);
INSERT INTO sale_order
SELECT i, format('S%s', lpad(i::text, 5, '0')), 1, partner, partner, partner, 1 + pick(i, 31, 4),
  format('PO-%s', 10000 + pick(i, 32, 90000)), (ARRAY['sale', 'sale', 'sale', 'sale', 'draft', 'cancel'])[1 + pick(i, 33, 6)],
  'no', NULL, 'direct', 1, ordered, ordered + interval '2 days', 0, 0, 0, ordered, ordered + interval '3 hours'
FROM generate_series(1, setting('orders')) i,
  LATERAL (SELECT 1 + pick(i, 34, setting('partners')), moment(i, 35)) AS made (partner, ordered);

CREATE TABLE sale_order_line (id serial PRIMARY KEY, order_id integer NOT NULL, sequence integer, company_id integer,
  product_id integer, product_uom_id integer, name text NOT NULL, state varchar, product_uom_qty numeric NOT NULL,
  qty_delivered numeric, qty_invoiced numeric, price_unit numeric NOT NULL, discount numeric, price_subtotal numeric,
  price_tax float8, price_total numeric, create_date timestamp, write_date timestamp);
INSERT INTO sale_order_line
SELECT i, o.id, 10 * n, 1, t.id, 1, format('[%s] %s', t.default_code, t.name ->> 'en_US'), o.state, quantity, 0, 0,
  t.list_price, 0, net, tax::float8, net + tax, o.create_date, o.write_date
FROM sale_order o CROSS JOIN generate_series(1, 3) n
  CROSS JOIN LATERAL (SELECT (o.id - 1) * 3 + n) AS line (i)
  JOIN product_template t ON t.id = 1 + pick(i, 37, setting('products'))
  CROSS JOIN LATERAL (SELECT 1 + pick(i, 36, 24)) AS wanted (quantity)
  CROSS JOIN LATERAL (SELECT quantity * t.list_price, round(quantity * t.list_price * 0.19, 2)) AS priced (net, tax);

UPDATE sale_order o SET amount_untaxed = untaxed, amount_tax = tax, amount_total = untaxed + tax
FROM (SELECT order_id, sum(price_subtotal) AS untaxed, sum(price_total - price_subtotal) AS tax
      FROM sale_order_line GROUP BY order_id) AS lines
WHERE lines.order_id = o.id;
