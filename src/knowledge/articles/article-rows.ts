/** Whether what is written differs from what readers see, on `knowledge_translations t`. */
const CHANGED = `(t.live_at is not null and (t.title, t.body) is distinct from (t.live_title, t.live_body)
  or t.live_at is not null and t.summary <> '' and t.summary is distinct from t.live_summary)`;

/** An article as the list shows it, from `knowledge_articles a` and `organisation o`. */
export const SELECT_ROW = `
  select a.id, coalesce((select t.title from knowledge_translations t where t.article_id = a.id
      order by t.language = o.language desc, t.language limit 1), '') as title,
    a.state, a.audience, a.category_id as "categoryId", a.tags,
    case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as author,
    coalesce((select json_agg(json_build_object('language', t.language, 'title', t.title, 'live', t.live_at is not null,
        'changed', ${CHANGED}) order by t.language) from knowledge_translations t where t.article_id = a.id), '[]') as languages,
    a.review_by::text as "reviewBy", a.published_at as "publishedAt", a.updated_at as "updatedAt",
    coalesce((select sum(c.count) from knowledge_counts c where c.article_id = a.id and c.what = 'viewed' and c.day > $1::date - 30), 0)::int as viewed,
    (select count(*) from knowledge_feedback f where f.article_id = a.id and f.helpful)::int as helpful,
    (select count(*) from knowledge_feedback f where f.article_id = a.id and not f.helpful)::int as unhelpful
  from knowledge_articles a cross join organisation o left join users u on u.id = a.author_id`;

/** The whole of one, without what it says; `$1` is its id. */
export const SELECT_ONE = `
  select a.id, a.state, a.audience, a.category_id as "categoryId", a.tags, a.place,
    coalesce((select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name)
      from knowledge_article_packages ap join packages p on p.id = ap.package_id where ap.article_id = a.id), '[]') as packages,
    case when u.id is null then null else json_build_object('id', u.id, 'name', u.name) end as author,
    a.review_by::text as "reviewBy", a.published_at as "publishedAt", a.source, a.version,
    a.created_at as "createdAt", a.updated_at as "updatedAt", k.number as "ticketNumber"
  from knowledge_articles a left join users u on u.id = a.author_id left join tickets k on k.id = a.ticket_id
  where a.id = $1`;

export const SELECT_WORDINGS = `
  select t.language, t.slug, t.title, t.summary, t.body, t.live_at is not null as live, ${CHANGED} as changed,
    t.live_at as "liveAt"
  from knowledge_translations t where t.article_id = $1 order by t.language`;
