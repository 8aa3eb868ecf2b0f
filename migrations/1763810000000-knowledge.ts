import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What we know and let others read: articles in several languages, who may read each, and whether it helped. */
export class Knowledge1763810000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // A text about one thing in one language is small and there are few of them: here words may be brought to their stem.
    // Twice, as written and without accents: who types `conexao` and who types `conexão` must find the same.
    for (const language of ['english', 'portuguese', 'spanish', 'french', 'german', 'italian']) {
      await db.query(`create text search configuration knowledge_${language} (copy = ${language})`);
      await db.query(
        `alter text search configuration knowledge_${language} alter mapping for word, hword, hword_part with unaccent, ${language}_stem`,
      );
    }
    await db.query(`
      create function knowledge_stemmer(language text) returns regconfig language sql immutable parallel safe as $$
        select case left(language, 2)
          when 'en' then 'pg_catalog.english' when 'pt' then 'pg_catalog.portuguese' when 'es' then 'pg_catalog.spanish'
          when 'fr' then 'pg_catalog.french' when 'de' then 'pg_catalog.german' when 'it' then 'pg_catalog.italian'
          else 'pg_catalog.simple' end::regconfig $$`);
    await db.query(`
      create function knowledge_plain_stemmer(language text) returns regconfig language sql immutable parallel safe as $$
        select case left(language, 2)
          when 'en' then 'public.knowledge_english' when 'pt' then 'public.knowledge_portuguese'
          when 'es' then 'public.knowledge_spanish' when 'fr' then 'public.knowledge_french'
          when 'de' then 'public.knowledge_german' when 'it' then 'public.knowledge_italian'
          else 'public.words' end::regconfig $$`);
    await db.query(`
      create function knowledge_lexemes(language text, content text) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector(public.knowledge_stemmer(language), content)
          || to_tsvector(public.knowledge_plain_stemmer(language), content) $$`);
    await db.query(`
      create function knowledge_words(language text, title text, summary text, body text) returns tsvector
      language sql immutable parallel safe as $$
        select setweight(public.knowledge_lexemes(language, coalesce(title, '')), 'A')
          || setweight(public.knowledge_lexemes(language, coalesce(summary, '')), 'B')
          || setweight(public.knowledge_lexemes(language, left(coalesce(body, ''), 60000)), 'C') $$`);

    await db.query(`
      create table knowledge_categories (
        id uuid primary key,
        parent_id uuid references knowledge_categories,
        place int not null,
        slug text not null unique,
        -- By language.
        names jsonb not null,
        about jsonb not null default '{}',
        source text,
        source_id text,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((source is null) = (source_id is null)),
        check (parent_id <> id)
      )`);
    await db.query(`create unique index knowledge_categories_source on knowledge_categories (source, source_id)`);
    await db.query(`create index knowledge_categories_parent on knowledge_categories (parent_id)`);

    await db.query(`
      create table knowledge_articles (
        id uuid primary key,
        category_id uuid references knowledge_categories,
        state text not null default 'draft' check (state in ('draft', 'in_review', 'published', 'archived')),
        audience text not null default 'public' check (audience in ('public', 'customers', 'packages', 'internal')),
        tags text[] not null default '{}',
        author_id uuid references users,
        place int not null default 0,
        -- The day on which somebody should look whether it still holds, and the one for which they were told.
        review_by date,
        told_for date,
        published_at timestamptz,
        -- What was learnt from: the ticket whose answer it began as.
        ticket_id uuid references tickets on delete set null,
        source text,
        source_id text,
        source_url text,
        version int not null default 1,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check ((source is null) = (source_id is null))
      )`);
    await db.query(`create unique index knowledge_articles_source on knowledge_articles (source, source_id)`);
    await db.query(`create index knowledge_articles_category on knowledge_articles (category_id, place)`);
    await db.query(`create index knowledge_articles_newest on knowledge_articles (updated_at desc, id desc)`);
    await db.query(
      `create index knowledge_articles_review on knowledge_articles (review_by) where review_by is not null and state = 'published'`,
    );
    await db.query(
      `create index knowledge_articles_ticket on knowledge_articles (ticket_id) where ticket_id is not null`,
    );

    // Who has one of these packages may read it, where its audience is packages.
    await db.query(`
      create table knowledge_article_packages (
        article_id uuid not null references knowledge_articles on delete cascade,
        package_id uuid not null references packages,
        primary key (article_id, package_id)
      )`);
    await db.query(`create index knowledge_article_packages_package on knowledge_article_packages (package_id)`);

    // What is written, and beside it what was published of it: readers see only the latter.
    await db.query(`
      create table knowledge_translations (
        id uuid primary key,
        article_id uuid not null references knowledge_articles on delete cascade,
        language text not null,
        slug text not null,
        title text not null,
        summary text not null default '',
        body text not null,
        live_title text,
        live_summary text,
        live_body text,
        live_text text,
        live_at timestamptz,
        updated_at timestamptz not null,
        words tsvector generated always as (knowledge_words(language, live_title, live_summary, live_text)) stored,
        unique (article_id, language),
        unique (language, slug)
      )`);
    await db.query(`create index knowledge_translations_words on knowledge_translations using gin (words)`);
    await db.query(
      `create index knowledge_translations_alike on knowledge_translations
       using gin (plain(coalesce(live_title, '') || ' ' || coalesce(live_summary, '') || ' ' || left(coalesce(live_text, ''), 20000)) gin_trgm_ops)`,
    );

    // Every address that an article ever had: old ones lead to the new one, and nobody else gets them.
    await db.query(`
      create table knowledge_slugs (
        language text not null,
        slug text not null,
        article_id uuid not null references knowledge_articles on delete cascade,
        primary key (language, slug)
      )`);
    await db.query(`create index knowledge_slugs_article on knowledge_slugs (article_id)`);

    await db.query(`
      create table knowledge_versions (
        id uuid primary key,
        article_id uuid not null references knowledge_articles on delete cascade,
        language text not null,
        number int not null,
        what text not null check (what in ('written', 'restored', 'imported')),
        title text not null,
        summary text not null,
        body text not null,
        user_id uuid references users,
        at timestamptz not null,
        unique (article_id, language, number)
      )`);

    // Who said whether it helped is a mark made with a secret: enough to ask nobody twice. Customers are known by the
    // account, which goes with its person through merges.
    await db.query(`
      create table knowledge_feedback (
        id uuid primary key,
        article_id uuid not null references knowledge_articles on delete cascade,
        language text not null,
        reader text not null,
        account_id uuid references portal_accounts on delete set null,
        helpful boolean not null,
        said text not null default '',
        state text not null default 'new' check (state in ('new', 'done')),
        done_by uuid references users,
        at timestamptz not null,
        unique (article_id, reader)
      )`);
    await db.query(`create index knowledge_feedback_newest on knowledge_feedback (at desc, id desc)`);
    await db.query(
      `create index knowledge_feedback_account on knowledge_feedback (account_id) where account_id is not null`,
    );

    await db.query(`
      create table knowledge_counts (
        article_id uuid not null references knowledge_articles on delete cascade,
        day date not null,
        what text not null check (what in ('viewed', 'suggested', 'opened', 'solved', 'inserted')),
        place text not null check (place in ('help', 'portal', 'form', 'chat', 'console')),
        count int not null,
        primary key (article_id, day, what, place)
      )`);

    // What people looked for; with nothing found it is what is missing.
    await db.query(`
      create table knowledge_searches (
        language text not null,
        query text not null,
        times int not null,
        found int not null,
        last_at timestamptz not null,
        primary key (language, query)
      )`);
    await db.query(`create index knowledge_searches_missed on knowledge_searches (times desc) where found = 0`);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only; restore a backup instead');
  }
}
