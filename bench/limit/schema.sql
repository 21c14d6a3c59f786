-- The least work of one inbound message -> assigned conversation, for PostgreSQL alone: tables, and one function for each way to do it.
-- :nagents is the number of agents.
DROP SCHEMA IF EXISTS lim CASCADE; CREATE SCHEMA lim; SET search_path=lim;
CREATE TABLE agents(id int PRIMARY KEY, online bool NOT NULL, cap int NOT NULL, open_count int NOT NULL DEFAULT 0, last_assigned timestamptz NOT NULL DEFAULT now()) WITH (fillfactor=50);
CREATE INDEX agents_load ON agents(open_count,last_assigned) WHERE online;
CREATE TABLE contacts(id bigserial PRIMARY KEY, channel_id int NOT NULL, external_id text NOT NULL, last_seen timestamptz NOT NULL DEFAULT now(), UNIQUE(channel_id,external_id));
CREATE TABLE conversations(id bigserial PRIMARY KEY, channel_id int NOT NULL, contact_id bigint NOT NULL, status smallint NOT NULL DEFAULT 0, agent_id int, created_at timestamptz NOT NULL DEFAULT now(), assigned_at timestamptz);
CREATE INDEX conv_open_agent ON conversations(agent_id) WHERE status=0;
CREATE INDEX conv_queue ON conversations(created_at,id) WHERE status=0 AND agent_id IS NULL;
CREATE TABLE messages(id bigserial PRIMARY KEY, conversation_id bigint NOT NULL, channel_id int NOT NULL, provider_id text NOT NULL, body text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), UNIQUE(channel_id,provider_id));
CREATE INDEX msg_conv ON messages(conversation_id,id);
CREATE TABLE assignment_events(id bigserial PRIMARY KEY, conversation_id bigint NOT NULL, agent_id int NOT NULL, reason smallint NOT NULL, at timestamptz NOT NULL DEFAULT now());
INSERT INTO agents SELECT g, true, 1000000000, 0, now() FROM generate_series(1, :nagents) g;
INSERT INTO contacts(channel_id,external_id) SELECT g%5, 'ext-'||g FROM generate_series(1,100000) g;
CREATE SEQUENCE batch_seq;

-- one operation in one round trip, plpgsql. skip=true: FOR UPDATE SKIP LOCKED (agents picked concurrently), false: strict (waits for the hot row)
CREATE FUNCTION inbound(ch int, ext text, pid text, txt text, skip bool) RETURNS bigint LANGUAGE plpgsql AS $f$
DECLARE v_contact bigint; v_conv bigint; v_agent int; v_n int;
BEGIN
  v_conv := nextval('lim.conversations_id_seq');
  INSERT INTO lim.messages(conversation_id,channel_id,provider_id,body) VALUES (v_conv,ch,pid,txt) ON CONFLICT (channel_id,provider_id) DO NOTHING;
  GET DIAGNOSTICS v_n = ROW_COUNT;
  IF v_n = 0 THEN RETURN NULL; END IF;
  INSERT INTO lim.contacts(channel_id,external_id) VALUES (ch,ext) ON CONFLICT (channel_id,external_id) DO UPDATE SET last_seen=now() RETURNING id INTO v_contact;
  IF skip THEN
    UPDATE lim.agents SET open_count=open_count+1,last_assigned=clock_timestamp() WHERE id=(SELECT id FROM lim.agents WHERE online AND open_count<cap ORDER BY open_count,last_assigned LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id INTO v_agent;
  ELSE
    UPDATE lim.agents SET open_count=open_count+1,last_assigned=clock_timestamp() WHERE id=(SELECT id FROM lim.agents WHERE online AND open_count<cap ORDER BY open_count,last_assigned LIMIT 1 FOR UPDATE) RETURNING id INTO v_agent;
  END IF;
  INSERT INTO lim.conversations(id,channel_id,contact_id,agent_id,assigned_at) VALUES (v_conv,ch,v_contact,v_agent,CASE WHEN v_agent IS NULL THEN NULL ELSE now() END);
  IF v_agent IS NOT NULL THEN
    INSERT INTO lim.assignment_events(conversation_id,agent_id,reason) VALUES (v_conv,v_agent,1);
  END IF;
  RETURN v_conv;
END $f$;

-- set-based batch: n operations in one statement, one commit, one round trip (arrays in)
CREATE FUNCTION inbound_batch(ch int[], ext text[], pid text[], txt text[]) RETURNS int LANGUAGE plpgsql AS $f$
DECLARE v_n int := array_length(ch,1); v_ids bigint[]; v_res int; v_k int;
BEGIN
  SELECT array_agg(nextval('lim.conversations_id_seq')) INTO v_ids FROM generate_series(1,v_n);
  PERFORM 1 FROM lim.agents WHERE online ORDER BY id FOR UPDATE;   -- one batch at a time allocates (keeps the choice strict)
  SELECT 2 + v_n/greatest(1,count(*)) INTO v_k FROM lim.agents WHERE online AND open_count<cap;
  WITH ins AS (
    INSERT INTO lim.messages(conversation_id,channel_id,provider_id,body)
    SELECT * FROM unnest(v_ids,ch,pid,txt) ON CONFLICT (channel_id,provider_id) DO NOTHING RETURNING conversation_id),
  fresh AS (SELECT u.conv,u.ch,u.ext,row_number() OVER () rn FROM unnest(v_ids,ch,ext) u(conv,ch,ext) JOIN ins ON ins.conversation_id=u.conv),
  up AS (
    INSERT INTO lim.contacts(channel_id,external_id) SELECT DISTINCT f.ch,f.ext FROM fresh f ORDER BY 1,2
    ON CONFLICT (channel_id,external_id) DO UPDATE SET last_seen=now() RETURNING id,channel_id,external_id),
  slots AS (SELECT a.id, row_number() OVER (ORDER BY a.open_count+k, a.last_assigned) rn
    FROM lim.agents a CROSS JOIN LATERAL generate_series(1, least(a.cap-a.open_count, v_k)) k WHERE a.online AND a.open_count<a.cap),
  m AS (SELECT f.conv,f.ch,up.id contact,s.id agent FROM fresh f JOIN up ON up.channel_id=f.ch AND up.external_id=f.ext LEFT JOIN slots s ON s.rn=f.rn),
  ua AS (UPDATE lim.agents a SET open_count=open_count+x.n,last_assigned=clock_timestamp() FROM (SELECT agent,count(*) n FROM m WHERE agent IS NOT NULL GROUP BY 1) x WHERE x.agent=a.id RETURNING 1),
  cv AS (INSERT INTO lim.conversations(id,channel_id,contact_id,agent_id,assigned_at) SELECT conv,m.ch,contact,agent,now() FROM m RETURNING 1),
  ev AS (INSERT INTO lim.assignment_events(conversation_id,agent_id,reason) SELECT conv,agent,1 FROM m WHERE agent IS NOT NULL RETURNING 1)
  SELECT count(*) INTO v_res FROM ev;
  RETURN v_res;
END $f$;

-- assign-only: oldest queued conversation -> agent (like-for-like with peers that assign an already stored conversation)
CREATE FUNCTION assign_one() RETURNS bigint LANGUAGE plpgsql AS $f$
DECLARE v_conv bigint; v_agent int;
BEGIN
  SELECT id INTO v_conv FROM lim.conversations WHERE status=0 AND agent_id IS NULL ORDER BY created_at,id LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF v_conv IS NULL THEN RETURN NULL; END IF;
  UPDATE lim.agents SET open_count=open_count+1,last_assigned=clock_timestamp() WHERE id=(SELECT id FROM lim.agents WHERE online AND open_count<cap ORDER BY open_count,last_assigned LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id INTO v_agent;
  IF v_agent IS NULL THEN RETURN NULL; END IF;
  UPDATE lim.conversations SET agent_id=v_agent,assigned_at=now() WHERE id=v_conv;
  INSERT INTO lim.assignment_events(conversation_id,agent_id,reason) VALUES (v_conv,v_agent,1);
  RETURN v_conv;
END $f$;
-- note: v_k (slots per agent considered) is a simplification valid while loads are level (they are, by construction)
CREATE FUNCTION assign_batch(lim_n int) RETURNS int LANGUAGE plpgsql AS $f$
DECLARE v_conv bigint[]; v_agent int[]; v_k int;
BEGIN
  PERFORM 1 FROM lim.agents WHERE online ORDER BY id FOR UPDATE;
  SELECT array_agg(id) INTO v_conv FROM (SELECT id FROM lim.conversations WHERE status=0 AND agent_id IS NULL ORDER BY created_at,id LIMIT lim_n FOR UPDATE SKIP LOCKED) z;
  IF v_conv IS NULL THEN RETURN 0; END IF;
  SELECT 2 + lim_n/greatest(1,count(*)) INTO v_k FROM lim.agents WHERE online AND open_count<cap;
  SELECT array_agg(id ORDER BY rn) INTO v_agent FROM (SELECT a.id, row_number() OVER (ORDER BY a.open_count+k, a.last_assigned) rn FROM lim.agents a CROSS JOIN LATERAL generate_series(1, least(a.cap-a.open_count, v_k)) k WHERE a.online AND a.open_count<a.cap) s WHERE rn<=array_length(v_conv,1);
  UPDATE lim.conversations c SET agent_id=m.agent, assigned_at=now() FROM unnest(v_conv,v_agent) m(conv,agent) WHERE c.id=m.conv AND m.agent IS NOT NULL;
  UPDATE lim.agents a SET open_count=open_count+x.n,last_assigned=clock_timestamp() FROM (SELECT agent,count(*) n FROM unnest(v_conv,v_agent) m(conv,agent) WHERE conv IS NOT NULL GROUP BY 1) x WHERE x.agent=a.id;
  INSERT INTO lim.assignment_events(conversation_id,agent_id,reason) SELECT conv,agent,1 FROM unnest(v_conv,v_agent) m(conv,agent) WHERE agent IS NOT NULL;
  RETURN array_length(v_conv,1);
END $f$;
