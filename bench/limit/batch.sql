-- limit_batch: a hundred messages in one transaction and one round trip.
\set ch random(0,4)
\set x random(1,120000)
\set r random(1,9000000000000000000)
SELECT lim.inbound_batch(array_agg((random()*4)::int),array_agg('ext-'||(random()*120000)::int),array_agg(:client_id||'-'||:r||'-'||g),array_agg('Hello, I need help with my order 12345, it has not arrived yet'::text)) FROM generate_series(1,100) g;
