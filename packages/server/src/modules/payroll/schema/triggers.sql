create or replace trigger payroll_statement_while_closing after insert on payroll_statement referencing new table as added
  for each statement execute function statements_while_closing();
