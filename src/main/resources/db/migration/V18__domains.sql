-- A CHECK of a table is read from its stored text and planned anew by every statement that writes to the table, all of
-- them, whatever the statement changes: eighteen of them cost a change of one payment three quarters of its time. A
-- domain's is kept for the session and looked at only where its column is written. What compares columns stays a CHECK.

create domain amount_minor as bigint check (value between 1 and 999999999999);
create domain currency_code as text check (value ~ '^[A-Z]{3}$');
create domain merchant_number as text check (value ~ '^[A-Za-z0-9_-]{1,64}$');
create domain bank_number as text check (value ~ '^[A-Z0-9]{20,32}$');
create domain row_version as integer check (value > 0);
create domain count_from_zero as integer check (value >= 0);
create domain url_text as text check (octet_length(value) <= 200);
create domain digest_hex as text check (value ~ '^[0-9a-f]{64}$');
create domain masked_card as text check (value ~ '^[0-9]{0,6}[*]+[0-9]{4}$');

create domain payment_kind as text check (value in ('purchase', 'preauth', 'kcode', 'debit'));
create domain payment_status as text check (value in ('created', 'awaiting_code', 'submitted', 'unknown', 'succeeded',
    'authorized', 'captured', 'cancelled', 'expired', 'failed', 'closed', 'late_paid', 'late_refunded', 'reversed'));
create domain result_mode as text check (value in ('page', 'server'));
create domain attempt_status as text check (value in
    ('prepared', 'sent', 'accepted', 'unknown', 'paid', 'declined', 'not_paid'));
create domain evidence_source as text check (value in ('answer', 'notice', 'query', 'statement', 'operator'));
create domain notification_status as text check (value in ('pending', 'sending', 'delivered', 'dead', 'suspended'));
create domain operation_kind as text check (value in
    ('refund', 'void', 'capture_void', 'capture', 'cancel', 'sign', 'terminate', 'identity'));
create domain operation_status as text check (value in
    ('prepared', 'sent', 'accepted', 'unknown', 'done', 'declined'));
create domain refund_status as text check (value in
    ('created', 'submitted', 'processing', 'unknown', 'succeeded', 'failed', 'returned'));
create domain refund_source as text check (value in ('merchant', 'late', 'extra', 'surplus'));

create domain attempt_count as smallint check (value between 0 and 5);
create domain attempt_number as smallint check (value between 1 and 5);
create domain code_tries as smallint check (value >= 0);

alter table payment
    drop constraint payment_order_no_check, alter column order_no type merchant_number,
    drop constraint payment_kind_check, alter column kind type payment_kind,
    drop constraint payment_status_check, alter column status type payment_status,
    drop constraint payment_version_check, alter column version type row_version,
    drop constraint payment_sequence_check, alter column sequence type count_from_zero,
    drop constraint payment_amount_check, alter column amount type amount_minor,
    drop constraint payment_currency_check, alter column currency type currency_code,
    drop constraint payment_result_mode_check, alter column result_mode type result_mode,
    drop constraint payment_attempts_check, alter column attempts type attempt_count,
    drop constraint payment_card_masked_check, alter column card_masked type masked_card,
    drop constraint payment_card_hash_check, alter column card_hash type digest_hex,
    drop constraint payment_mobile_hash_check, alter column mobile_hash type digest_hex,
    drop constraint payment_code_tries_check, alter column code_tries type code_tries;

alter table attempt
    drop constraint attempt_bank_order_no_check, alter column bank_order_no type bank_number,
    drop constraint attempt_number_check, alter column number type attempt_number,
    drop constraint attempt_status_check, alter column status type attempt_status;

alter table evidence
    drop constraint evidence_source_check, alter column source type evidence_source;

alter table notification
    drop constraint notification_status_check, alter column status type notification_status,
    drop constraint notification_sequence_check, alter column sequence type row_version,
    drop constraint notification_series_check, alter column series type row_version,
    drop constraint notification_attempts_check, alter column attempts type count_from_zero,
    drop constraint notification_url_check, alter column url type url_text,
    drop constraint notification_customer_url_check, alter column customer_url type url_text;

alter table operation
    drop constraint operation_bank_order_no_check, alter column bank_order_no type bank_number,
    drop constraint operation_kind_check, alter column kind type operation_kind,
    drop constraint operation_status_check, alter column status type operation_status,
    drop constraint operation_sends_check, alter column sends type count_from_zero,
    drop constraint operation_queries_check, alter column queries type count_from_zero;

alter table refund
    drop constraint refund_refund_no_check, alter column refund_no type merchant_number,
    drop constraint refund_source_check, alter column source type refund_source,
    drop constraint refund_status_check, alter column status type refund_status,
    drop constraint refund_version_check, alter column version type row_version,
    drop constraint refund_sequence_check, alter column sequence type count_from_zero,
    drop constraint refund_amount_check, alter column amount type amount_minor,
    drop constraint refund_currency_check, alter column currency type currency_code;
