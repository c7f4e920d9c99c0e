create index customers_search_some on customers using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index companies_search_some on companies using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index contacts_search_some on contacts using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index activities_search_some on activities using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index orders_search_some on orders using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index products_search_some on products using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index suppressions_search_some on suppressions using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index users_search_some on users using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index teams_search_some on teams using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index roles_search_some on roles using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index tags_search_some on tags using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index files_search_some on files using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index api_keys_search_some on api_keys using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;

create index invitations_search_some on invitations using gin (search) with (gin_pending_list_limit = 512) where deleted_at is null and get_byte(uuid_send(id), 15) < 16;
