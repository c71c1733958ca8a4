-- In which messages a word is. Words are without case, in UTF-8 as bytes, so that the order of the index is that of their beginnings
-- whatever the database's language is; of scripts without spaces each two characters are one. No foreign key: both go together.
create table message_word (
    word bytea not null,
    message_id bigint not null,
    primary key (word, message_id)
);

-- One row: messages up to this id have their words; the others get them when the server has time.
create table word_head (
    id integer primary key,
    message_id bigint not null
);

insert into word_head (id, message_id) values (1, 0);

-- What somebody has said wherever that was, and where in the order of ids a moment is. H2 2.2 reads no index backwards, so what is
-- asked for from the newest on stands in the index like that.
create index message_by_name on message (author_key, id desc);
create index message_by_time on message (at, id);

drop index message_by_room;
drop index message_by_author;
drop index message_by_recipient;
create index message_by_room on message (room, id desc);
create index message_by_author on message (author_id, recipient_key, id desc);
create index message_by_recipient on message (recipient_id, author_key, id desc);
