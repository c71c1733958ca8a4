-- The id that a message's author gave it, in 36 characters: the same message sent again is stored once.
alter table message add column uuid varchar(36);

-- Whether its author was told so when it came again; then it stays, though the server that stored it did not get to know.
alter table message add column resent boolean default false not null;

create unique index message_by_uuid on message (uuid, author_id);
