-- What readers say of the machine's values. No foreign key to events: a page coded anew must not take its corrections away.

CREATE TABLE corrections (
  correction  INTEGER PRIMARY KEY AUTOINCREMENT,
  made        TEXT NOT NULL,                 -- UTC instant, ISO 8601
  event_id    TEXT NOT NULL,
  document_id TEXT NOT NULL,
  article     INTEGER NOT NULL,
  kind        TEXT NOT NULL,                 -- wrong (no such event is reported), right (stands as coded), value (a field should be another)
  field       TEXT,                          -- field of the event, for value
  machine     TEXT,                          -- JSON: the machine's value of that field then
  value       TEXT,                          -- JSON: what it should be
  note        TEXT,
  made_by     TEXT,
  event       TEXT NOT NULL                  -- JSON: the event as the machine had coded it
);
CREATE INDEX corrections_event ON corrections (event_id);
CREATE INDEX corrections_document ON corrections (document_id);
