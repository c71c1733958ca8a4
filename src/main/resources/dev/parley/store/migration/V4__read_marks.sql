-- How far a person has read a conversation: 'lobby', or '@' and the key of a name.
create table read_mark (
    person_id bigint not null,
    conversation varchar(385) not null,
    read_id bigint not null,
    primary key (person_id, conversation)
);
