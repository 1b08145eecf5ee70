create or replace trigger policy_version_terms_stand before update on policy_version
  for each row execute function published_terms_stand();
