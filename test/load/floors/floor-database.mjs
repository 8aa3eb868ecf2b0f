/** A database of its own on the same PostgreSQL server, for what bare means can do there. */
import pg from 'pg';

export class FloorDatabase {
  constructor(url, product, pool) {
    this.url = url;
    /** The product's own database, for bare SQL on the same rows. */
    this.product = product;
    this.pool = pool;
  }

  static async open(productUrl) {
    const product = new pg.Pool({ connectionString: productUrl, max: 2 });
    product.on('error', () => undefined);
    await product.query('drop database if exists floor');
    await product.query('create database floor');
    const url = productUrl.replace(/\/[^/]+$/, '/floor');
    const pool = new pg.Pool({ connectionString: url, max: 12 });
    pool.on('error', () => undefined);
    await pool.query('create table mails (id uuid primary key default uuidv7(), raw bytea not null, at timestamptz)');
    await pool.query('create table conversations (id int primary key, last_seq int not null default 0)');
    await pool.query(
      'create table messages (conversation_id int, seq int, text text, at timestamptz, primary key (conversation_id, seq))',
    );
    await pool.query('create table outbox (id uuid primary key default uuidv7(), fact jsonb, at timestamptz)');
    await pool.query('insert into conversations select n from generate_series(0, 999) n');
    return new FloorDatabase(url, product, pool);
  }

  /** What any durable chat must do: begin, lock, number, write, announce, commit. */
  async sixStatements(conversation, text) {
    const db = await this.pool.connect();
    try {
      await db.query('begin');
      const { rows } = await db.query({
        name: 'lock',
        text: 'select last_seq from conversations where id = $1 for update',
        values: [conversation],
      });
      const seq = rows[0].last_seq + 1;
      await db.query({
        name: 'message',
        text: 'insert into messages values ($1, $2, $3, now())',
        values: [conversation, seq, text],
      });
      await db.query({
        name: 'number',
        text: 'update conversations set last_seq = $2 where id = $1',
        values: [conversation, seq],
      });
      await db.query({
        name: 'outbox',
        text: 'insert into outbox (fact, at) values ($1, now())',
        values: [{ conversation, seq }],
      });
      await db.query('commit');
    } finally {
      db.release();
    }
  }

  async close() {
    await Promise.all([this.pool.end(), this.product.end()]);
  }
}
