create or replace function hold_row_json(h hold, p_fundings jsonb) returns jsonb language plpgsql stable as $$
begin
  return jsonb_build_object('id', h.id, 'employeeId', h.employee_id, 'currency', h.currency, 'amount', h.amount::text, 'status', h.status,
    'provider', coalesce(h.shown ->> 'provider', h.provider), 'model', coalesce(h.shown ->> 'model', h.model),
    'tool', coalesce(h.shown ->> 'tool', h.tool), 'authorizedAt', epoch_ms(h.authorized_at), 'expiresAt', epoch_ms(h.expires_at),
    'resolvedAt', epoch_ms(h.resolved_at), 'captured', h.captured::text, 'overage', h.overage::text, 'tokens', h.tokens::text,
    'capturedTokens', h.captured_tokens::text, 'fundings', p_fundings);
end $$;
