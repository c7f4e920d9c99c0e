create index customers_own_by_created_at on customers (owner_id, created_at, id) where deleted_at is null;

create index customers_team_by_created_at on customers (team_id, created_at, id) where deleted_at is null;

create index companies_own_by_created_at on companies (owner_id, created_at, id) where deleted_at is null;

create index companies_team_by_created_at on companies (team_id, created_at, id) where deleted_at is null;

create index contacts_own_by_created_at on contacts (owner_id, created_at, id) where deleted_at is null;

create index contacts_team_by_created_at on contacts (team_id, created_at, id) where deleted_at is null;

create index activities_own_by_created_at on activities (owner_id, created_at, id) where deleted_at is null;

create index activities_team_by_created_at on activities (team_id, created_at, id) where deleted_at is null;

create index orders_own_by_created_at on orders (owner_id, created_at, id) where deleted_at is null;

create index orders_team_by_created_at on orders (team_id, created_at, id) where deleted_at is null;

create index views_own_by_created_at on views (owner_id, created_at, id) where deleted_at is null;

create index views_team_by_created_at on views (team_id, created_at, id) where deleted_at is null;
