-- The message that this one answers (a SAY or WHISPER) or changes (an EDIT, DELETE, REACT or UNREACT, in the same conversation).
-- Of a message that was taken back the text and the edits are empty and the reactions are gone; of an emoji that was taken back
-- its REACT is gone.
alter table message add column about_id bigint;

create index message_by_about on message (about_id, kind, id);
