-- Files that people send, which are of their owner alone until they are of a message. Names have 255 characters, some of them
-- surrogate pairs to H2. Width and height are 0 where the owner's client said nothing.

-- Each value stands for the 50 ids up to it.
create sequence file_id start with 50 increment by 50;

create table shared_file (
    id bigint primary key,
    owner_id bigint not null,
    name varchar(510) not null,
    media_type varchar(127) not null,
    bytes bigint not null,
    width integer not null,
    height integer not null,
    stored_bytes bigint not null,
    parts integer not null,
    touched_at bigint not null,
    message_id bigint,
    place integer not null
);

create index shared_file_by_message on shared_file (message_id, place);
create index shared_file_by_owner on shared_file (owner_id, message_id);

create table file_part (
    file_id bigint not null,
    part integer not null,
    content bytea not null,
    primary key (file_id, part)
);

-- One row: the bytes of all files as they will be when they have come whole. Its lock is taken last of all.
create table file_total (
    id integer primary key,
    bytes bigint not null
);

insert into file_total (id, bytes) values (1, 0);
