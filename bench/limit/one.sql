-- limit_one: one message in a transaction of its own, in one round trip.
\set ch random(0,4)
\set x random(1,120000)
\set r random(1,9000000000000000000)
SELECT lim.inbound(:ch,'ext-'||:x,:client_id||'-'||:r,'Hello, I need help with my order 12345, it has not arrived yet',true);
