-- The register counts contracts, grants and in-house services apart: the few that are no contracts are counted, and the rest follows.
create index agreement_no_contract on agreement (id) include (kind, parent_id) where kind in ('grant', 'in-house');
