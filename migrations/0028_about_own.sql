-- Activities can be about records of the objects that a company made: its tables follow the definitions once more, as after each migration.
select 1;
