/**
 * Which thresholds hold for which units, as a table `applicable`: of one kind and metric those of the narrowest scope that
 * has any (unit, contract, company, model). An inactive one counts: so a unit can be spared. `nearness = 1` and `active`.
 */
export const APPLICABLE = `
  applicable as (
    select t.id, t.metric_id, t.kind, t.value, t.hysteresis, t.for_minutes, t.window_minutes, t.active, e.id as equipment_id,
      rank() over (partition by e.id, t.metric_id, t.kind order by case when t.equipment_id is not null then 1
        when t.contract_id is not null then 2 when t.company_id is not null then 3 else 4 end) as nearness
    from telemetry_thresholds t
    join equipment e on e.model_id = t.model_id and e.state = 'installed'
      and (t.equipment_id is null or t.equipment_id = e.id) and (t.contract_id is null or t.contract_id = e.contract_id)
      and (t.company_id is null or t.company_id = e.company_id)
    where t.deleted_at is null)`;
