create or replace trigger pay_period_stands before update on pay_period for each row execute function closed_periods_stand();
