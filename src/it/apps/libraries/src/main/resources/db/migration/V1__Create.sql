create table book (title varchar(100));
