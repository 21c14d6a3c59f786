-- limit_drain: a hundred conversations that wait are assigned in one transaction and one round trip.
SELECT lim.assign_batch(100);
