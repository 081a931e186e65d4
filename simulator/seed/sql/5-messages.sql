-- Background jobs, outgoing mail, and the table of attachments, whose rows come with their files.
CREATE TABLE queue_job (id serial PRIMARY KEY, uuid varchar NOT NULL, graph_uuid varchar, user_id integer,
  company_id integer, name varchar, model_name varchar, method_name varchar, records text, args text, kwargs text,
  func_string varchar, state varchar NOT NULL, priority integer, channel varchar, channel_method_name varchar,
  exc_name varchar, exc_message varchar, exc_info text, result text, retry integer, max_retries integer,
  identity_key varchar, worker_pid integer, eta timestamp, date_created timestamp, date_enqueued timestamp,
  date_started timestamp, date_done timestamp, date_cancelled timestamp, exec_time float8);
INSERT INTO queue_job (id, uuid, user_id, company_id, name, model_name, method_name, func_string, state, priority,
  channel, channel_method_name, exc_name, retry, max_retries, date_created, date_enqueued, date_started, date_done,
  exec_time)
SELECT i, md5('job ' || i)::uuid, 1, 1, 'Send shipping notice', 'stock.picking', 'send_shipping_notice',
  format('stock.picking(%s,).send_shipping_notice()', i), state, 10, 'root.edi', '<stock.picking>.send_shipping_notice',
  CASE state WHEN 'failed' THEN 'odoo.exceptions.UserError' END, pick(i, 71, 3), 5, created, created,
  CASE state WHEN 'pending' THEN NULL ELSE created END,
  CASE state WHEN 'done' THEN created + interval '4 seconds' END, CASE state WHEN 'done' THEN 4 END
FROM generate_series(1, setting('orders')) i,
  LATERAL (SELECT CASE pick(i, 72, 200) WHEN 0 THEN 'failed' WHEN 1 THEN 'pending' ELSE 'done' END, moment(i, 73))
    AS made (state, created);

CREATE TABLE mail_mail (id serial PRIMARY KEY, mail_message_id integer NOT NULL, email_to text, email_cc varchar,
  reply_to varchar, body_html text, state varchar, failure_type varchar, failure_reason text, auto_delete boolean,
  scheduled_date timestamp, create_date timestamp, write_date timestamp);
INSERT INTO mail_mail (mail_message_id, email_to, body_html, state, auto_delete, create_date, write_date)
SELECT o.id, format('orders@partner-%s.example', o.partner_id),
  format('<p>Your order %s of %s will be delivered on %s.</p>', o.name, o.date_order::date, o.commitment_date::date),
  CASE pick(o.id, 74, 100) WHEN 0 THEN 'exception' ELSE 'sent' END, true, o.date_order, o.date_order
FROM sale_order o WHERE o.state = 'sale';

CREATE TABLE ir_attachment (id serial PRIMARY KEY, name varchar NOT NULL, res_model varchar, res_id integer,
  res_field varchar, company_id integer, type varchar NOT NULL, url varchar, public boolean, store_fname varchar,
  db_datas bytea, file_size integer, checksum varchar(40), mimetype varchar, index_content text, fs_filename varchar,
  fs_storage_code varchar, create_date timestamp, write_date timestamp);
-- Small pictures stay in the database (`fs_attachment`, default rules); without their SHA-1, which only Odoo could add.
INSERT INTO ir_attachment (name, res_model, res_id, res_field, type, public, db_datas, file_size, mimetype, create_date,
  write_date)
SELECT 'image_128', 'product.template', t.id, 'image_128', 'binary', false, content, length(content), 'image/png',
  t.create_date, t.write_date
FROM product_template t, LATERAL (SELECT convert_to(repeat(md5(t.id::text), 24), 'UTF8')) AS image (content)
WHERE t.id <= setting('products') / 4;
