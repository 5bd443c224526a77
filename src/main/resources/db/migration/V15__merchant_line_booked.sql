-- Lines of one book's day: what is given back and summed when the day has closed.
create index merchant_line_booked on merchant_line (book, accounting_date);
