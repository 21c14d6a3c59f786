-- How large a picture is shown, where that is known: then its place is kept until it is there.
ALTER TABLE attachment
  ADD COLUMN width integer,
  ADD COLUMN height integer;
