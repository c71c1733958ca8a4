-- Rooms stay once they are made. The lobby is here so that whoever makes a room holds its lock; it has no members, as everybody
-- is in it.
create table room (
    name varchar(64) primary key,
    topic varchar(2000) not null,
    closed boolean not null,
    founder_id bigint not null,
    created_at bigint not null
);

insert into room (name, topic, closed, founder_id, created_at) values ('lobby', '', false, 0, 0);

create table room_member (
    room varchar(64) not null,
    person_id bigint not null,
    since bigint not null,
    primary key (room, person_id)
);

create index room_member_by_person on room_member (person_id);
