-- For H2 and PostgreSQL. Moments are milliseconds since 1970 in UTC. Names have 64 characters, some of them surrogate pairs
-- to H2; their keys may be three times as long.

-- Each value stands for the 50 ids up to it.
create sequence person_id start with 50 increment by 50;

create table person (
    id bigint primary key,
    name varchar(128) not null,
    name_key varchar(384) not null,
    key_hash varchar(64) unique,
    created_at bigint not null
);

-- Names are those of that time. No foreign keys to person: the log stays as it was, whoever is forgotten.
create table message (
    id bigint primary key,
    kind varchar(16) not null,
    author_id bigint not null,
    author_name varchar(128) not null,
    author_key varchar(384) not null,
    room varchar(64),
    recipient_id bigint,
    recipient_name varchar(128),
    recipient_key varchar(384),
    text varchar(1000000) not null,
    at bigint not null
);

create index message_by_room on message (room, id);

-- Private messages between a person and a name, one index for each way.
create index message_by_author on message (author_id, recipient_key, id);
create index message_by_recipient on message (recipient_id, author_key, id);

-- One row: the id of the last message. A transaction that stores messages takes their ids from it and so holds its lock until
-- it commits: ids rise in the order of commits, with any number of servers.
create table log_head (
    id integer primary key,
    last_id bigint not null
);

insert into log_head (id, last_id) values (1, 0);
