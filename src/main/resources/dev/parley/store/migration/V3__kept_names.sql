-- For whom a name is kept: a guest until some time after seen_at (the setting parley.chat.name-kept), an account for ever.
create table kept_name (
    name_key varchar(384) primary key,
    name varchar(128) not null,
    person_id bigint not null unique,
    account boolean not null,
    seen_at bigint not null
);

-- What the servers of one database share and nobody else may know.
create table secret (
    name varchar(64) primary key,
    content varchar(128) not null
);

-- A guest comes back by a signed token now.
alter table person drop column key_hash;
