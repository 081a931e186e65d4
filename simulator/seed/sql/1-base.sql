-- Companies, partners, products, and Odoo's own technical tables.
-- `pick(i, salt, n)` gives the same number from 0 to n - 1 for the same row on every run.
CREATE FUNCTION pick(i bigint, salt integer, n integer) RETURNS integer IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN ((hashint8extended(i, salt) & 9007199254740991) % n)::integer;
-- The whole data set happens in the year before this moment.
CREATE FUNCTION moment(i bigint, salt integer) RETURNS timestamp IMMUTABLE PARALLEL SAFE LANGUAGE sql
  RETURN timestamp '2026-11-01 00:00' - pick(i, salt, 365 * 86400) * interval '1 second';
CREATE FUNCTION setting(name text) RETURNS integer STABLE LANGUAGE sql
  RETURN current_setting('seed.' || name)::integer;

CREATE TABLE res_company (id serial PRIMARY KEY, name varchar NOT NULL UNIQUE, partner_id integer NOT NULL,
  currency_id integer NOT NULL, sequence integer, active boolean, create_date timestamp, write_date timestamp);
INSERT INTO res_company (name, partner_id, currency_id, sequence, active, create_date, write_date)
VALUES ('Velmora Nord Logistik GmbH', 1, 1, 10, true, '2024-03-01 08:00', '2026-09-14 10:20');

CREATE TABLE res_partner (id serial PRIMARY KEY, company_id integer, name varchar, complete_name varchar, ref varchar,
  lang varchar, tz varchar, vat varchar, email varchar, phone varchar, street varchar, zip varchar, city varchar,
  country_id integer, parent_id integer, commercial_partner_id integer, is_company boolean, active boolean,
  type varchar, customer_rank integer, supplier_rank integer, create_date timestamp, write_date timestamp);
INSERT INTO res_partner
SELECT i, NULL, name, name, format('P%s', lpad(i::text, 6, '0')), 'de_DE', 'Europe/Berlin',
  format('DE%s', 100000000 + pick(i, 1, 899999999)), format('orders@partner-%s.example', i),
  format('+49 40 %s', 1000000 + pick(i, 2, 8999999)), format('Hafenstrasse %s', 1 + pick(i, 3, 220)),
  lpad((10000 + pick(i, 4, 89999))::text, 5, '0'),
  (ARRAY['Hamburg', 'Bremen', 'Kiel', 'Hannover', 'Rostock', 'Oldenburg'])[1 + pick(i, 5, 6)],
  57, NULL, i, true, pick(i, 6, 50) > 0, 'contact', pick(i, 7, 9), pick(i, 8, 3), moment(i, 9), moment(i, 10)
FROM generate_series(1, setting('partners')) i,
  LATERAL (SELECT format('%s %s %s',
    (ARRAY['Nordlicht', 'Elbtal', 'Hansa', 'Weserblick', 'Fjordline', 'Kranhaus', 'Seeadler'])[1 + pick(i, 11, 7)],
    (ARRAY['Handel', 'Spedition', 'Grosshandel', 'Maschinenbau', 'Textil', 'Feinkost'])[1 + pick(i, 12, 6)],
    i)) AS made (name);

CREATE TABLE product_category (id serial PRIMARY KEY, name varchar NOT NULL, complete_name varchar, parent_id integer,
  parent_path varchar);
INSERT INTO product_category (name, complete_name, parent_path)
SELECT name, 'All / ' || name, position || '/'
FROM unnest(ARRAY['Spare parts', 'Textiles', 'Food, dry', 'Food, cooled', 'Electronics', 'Packaging'])
  WITH ORDINALITY AS named (name, position);

CREATE TABLE product_template (id serial PRIMARY KEY, name jsonb NOT NULL, type varchar NOT NULL, categ_id integer,
  uom_id integer NOT NULL, company_id integer, default_code varchar, list_price numeric, weight numeric, volume numeric,
  sale_ok boolean, purchase_ok boolean, is_storable boolean, tracking varchar NOT NULL, active boolean,
  create_date timestamp, write_date timestamp);
INSERT INTO product_template
SELECT i, jsonb_build_object('en_US', format('Article %s', i), 'de_DE', format('Artikel %s', i)), 'consu',
  1 + pick(i, 21, 6), 1, NULL, format('SKU-%s', lpad(i::text, 6, '0')), (100 + pick(i, 22, 90000)) / 100.0,
  (1 + pick(i, 23, 40000)) / 1000.0, (1 + pick(i, 24, 900)) / 1000.0, true, true, true,
  (ARRAY['none', 'none', 'none', 'lot'])[1 + pick(i, 25, 4)], true, moment(i, 26), moment(i, 27)
FROM generate_series(1, setting('products')) i;

CREATE TABLE product_product (id serial PRIMARY KEY, product_tmpl_id integer NOT NULL, default_code varchar,
  barcode varchar, active boolean, combination_indices varchar, standard_price jsonb, weight numeric, volume numeric,
  create_date timestamp, write_date timestamp);
INSERT INTO product_product
SELECT id, id, default_code, format('40%s', lpad(id::text, 11, '0')), active, '',
  jsonb_build_object('1', round(list_price * 0.6, 2)), weight, volume, create_date, write_date
FROM product_template;

CREATE TABLE ir_module_module (id serial PRIMARY KEY, name varchar NOT NULL UNIQUE, state varchar,
  latest_version varchar, license varchar, author varchar, application boolean, create_date timestamp,
  write_date timestamp);
INSERT INTO ir_module_module (name, state, latest_version, license, author, application, create_date, write_date)
SELECT name, 'installed', version, license, author, false, '2024-03-01 08:00', '2026-09-14 10:20'
FROM (VALUES ('base', '19.0.1.3', 'LGPL-3', 'Odoo S.A.'), ('stock', '19.0.1.1', 'LGPL-3', 'Odoo S.A.'),
  ('sale_management', '19.0.1.0', 'LGPL-3', 'Odoo S.A.'), ('purchase', '19.0.1.2', 'LGPL-3', 'Odoo S.A.'),
  ('account', '19.0.1.4', 'LGPL-3', 'Odoo S.A.'), ('delivery', '19.0.1.0', 'LGPL-3', 'Odoo S.A.'),
  ('queue_job', '19.0.2.4.0', 'LGPL-3', 'Camptocamp, ACSONE SA/NV, OCA'),
  ('fs_attachment_s3', '19.0.1.2.1', 'AGPL-3', 'ACSONE SA/NV, OCA')) AS known (name, version, license, author);

CREATE TABLE ir_config_parameter (id serial PRIMARY KEY, key varchar NOT NULL UNIQUE, value text NOT NULL);
INSERT INTO ir_config_parameter (key, value) VALUES ('web.base.url', 'https://nord.velmora.example'),
  ('database.uuid', '6f1f7a4e-7c5b-4f0e-9d2a-3a5f6f0c1e22'), ('base.login_cooldown_after', '10');

CREATE TABLE ir_cron (id serial PRIMARY KEY, ir_actions_server_id integer NOT NULL, cron_name jsonb,
  user_id integer NOT NULL, active boolean, interval_number integer NOT NULL, interval_type varchar NOT NULL,
  priority integer, failure_count integer, first_failure_date timestamp, nextcall timestamp NOT NULL,
  lastcall timestamp);
INSERT INTO ir_cron (ir_actions_server_id, cron_name, user_id, active, interval_number, interval_type, priority,
  failure_count, nextcall, lastcall)
SELECT position, jsonb_build_object('en_US', name), 1, true, every, unit, 5, 0, '2026-11-01 01:00', '2026-10-31 23:55'
FROM unnest(
  ARRAY['Base: Auto-vacuum internal data', 'Procurement: run scheduler', 'Mail: Email Queue Manager', 'Invoices: send'],
  ARRAY[1, 1, 1, 15], ARRAY['days', 'days', 'hours', 'minutes']) WITH ORDINALITY AS known (name, every, unit, position);
