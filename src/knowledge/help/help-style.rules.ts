/** How the help centre looks: the portal's colours, light and dark, from a phone to a desk. Pure. */
export const HELP_STYLE = `
:root{--bg:#f7f6f4;--surface:#fff;--ink:#1c1b1a;--ink-2:#5f5b57;--line:#dcd8d3;--accent:#0e6e6b;--on:#fff;--tint:#e3f1f0;--note:#fbf0da;--note-ink:#6b4500}
@media (prefers-color-scheme:dark){:root{--bg:#161514;--surface:#201f1d;--ink:#f2efec;--ink-2:#aca6a0;--line:#3a3734;--accent:#3fb3ad;--on:#0b1f1e;--tint:#15302f;--note:#33270f;--note-ink:#f0cf8e}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere;min-height:100vh;display:flex;flex-direction:column}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-9999px}.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem 1rem;z-index:1}
header{background:var(--surface);border-bottom:1px solid var(--line)}
header>div,main,footer{width:100%;max-width:46rem;margin:0 auto;padding:.9rem 1.25rem}
header>div{display:flex;justify-content:space-between;align-items:center;gap:.25rem 1.25rem;flex-wrap:wrap}
.brand{display:flex;align-items:center;gap:.6rem;text-decoration:none;color:var(--ink);min-height:44px}
.brand img{height:28px;width:auto;max-width:140px}.brand span{color:var(--ink-2);border-left:1px solid var(--line);padding-left:.6rem}
header nav{display:flex;gap:1.1rem;flex-wrap:wrap}header nav a{display:inline-flex;align-items:center;min-height:44px;text-decoration:none}header nav a:hover{text-decoration:underline}
main{flex:1;padding-top:1.5rem;padding-bottom:3rem}
.hero{padding:1.5rem 0 2rem;text-align:center}
.hero h1{font-size:clamp(1.6rem,5vw,2.2rem);line-height:1.2;margin:0 0 1.1rem;letter-spacing:-.01em}
.search{display:flex;gap:.5rem;margin:0 0 1.5rem}.hero .search{margin:0 auto;max-width:34rem}
.search input{flex:1;min-width:0}
input,textarea{min-height:48px;padding:.6rem .9rem;border:1px solid var(--line);border-radius:10px;background:var(--surface);color:var(--ink);font:inherit;width:100%}
textarea{display:block;margin:.4rem 0 .8rem;background:var(--bg)}
::placeholder{color:var(--ink-2);opacity:1}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:48px;border:1px solid var(--accent);border-radius:10px;background:var(--accent);color:var(--on);font:inherit;font-weight:600;padding:.4rem 1.2rem;cursor:pointer;text-decoration:none}
h1{font-size:1.7rem;line-height:1.25;margin:.2rem 0 .4rem;letter-spacing:-.01em}h1.quiet{font-size:1.1rem;color:var(--ink-2);letter-spacing:0}
h2{font-size:1.15rem;margin:2rem 0 .75rem}
.lead,.meta{color:var(--ink-2);margin:0 0 1.25rem}.meta{font-size:.9rem}
.cards{list-style:none;margin:0;padding:0;display:grid;gap:.75rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr))}
.card{display:flex;flex-direction:column;gap:.2rem;height:100%;padding:1.1rem 1.2rem;background:var(--surface);border:1px solid var(--line);border-radius:14px;text-decoration:none;color:var(--ink)}
.card:hover,.list a:hover{border-color:var(--accent)}
.card b{font-size:1.05rem}.card span{color:var(--ink-2)}.card small{color:var(--accent);margin-top:auto;padding-top:.4rem}
.list{list-style:none;margin:0 0 1rem;padding:0;display:grid;gap:.5rem}
.list a{display:block;padding:.85rem 1.1rem;background:var(--surface);border:1px solid var(--line);border-radius:12px;text-decoration:none;color:var(--ink)}
.list span{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;color:var(--ink-2);font-size:.95rem}
.crumbs{display:flex;flex-wrap:wrap;font-size:.9rem}.crumbs a{display:inline-flex;align-items:center;min-height:32px}
.crumbs a+a::before{content:"/";color:var(--ink-2);margin:0 .5rem;display:inline-block;text-decoration:none}
.note{background:var(--note);color:var(--note-ink);border-radius:10px;padding:.7rem 1rem;margin:0 0 1.25rem}
.body h2{font-size:1.25rem;margin:1.8rem 0 .5rem}.body h3{font-size:1.08rem;margin:1.4rem 0 .4rem}.body h4{margin:1.2rem 0 .3rem}
.body p,.body ul,.body ol{margin:0 0 1rem}.body li{margin:.25rem 0}.body img{max-width:100%;height:auto;border-radius:10px;border:1px solid var(--line)}
.body table{border-collapse:collapse;display:block;overflow-x:auto;margin:0 0 1rem}.body th,.body td{border:1px solid var(--line);padding:.4rem .7rem;text-align:left}
.body blockquote{margin:0 0 1rem;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--accent);color:var(--ink-2)}
.body pre{overflow-x:auto;background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}.body code,.body kbd{font:.92em ui-monospace,monospace}
.feedback{margin-top:2.5rem;padding:1.2rem;background:var(--surface);border:1px solid var(--line);border-radius:14px}
.feedback h2{margin:0 0 .75rem;font-size:1.05rem}.feedback p{margin:0 0 .75rem}.feedback p:last-child{margin:0}
.row{display:flex;gap:.6rem}.row button{background:transparent;color:var(--accent);min-width:6rem}.row button:hover{background:var(--tint)}
.empty{text-align:center;padding:2.5rem 0;color:var(--ink-2)}.empty h1,.empty h2{color:var(--ink)}
.trap{position:absolute;left:-9999px;height:1px;overflow:hidden}
footer{border-top:1px solid var(--line);color:var(--ink-2);padding-top:1.2rem;padding-bottom:2rem}footer p{margin:0}footer a{display:inline-flex;min-height:44px;align-items:center}
`;

/** The house's own colour where it reads well: on white by day; by night a lighter one of it. */
export function accentStyle(accent: string): string {
  const [r, g, b] = [1, 3, 5].map((start) => Number.parseInt(accent.slice(start, start + 2), 16));
  if ([r, g, b].some((part) => part === undefined || Number.isNaN(part))) return '';
  const colour: Rgb = [r!, g!, b!];
  const day = shaded(colour, '#ffffff', 0);
  const night = shaded(colour, '#201f1d', 255);
  return `:root{--accent:${day};--on:${onTop(day)}}@media (prefers-color-scheme:dark){:root{--accent:${night};--on:${onTop(night)}}}`;
}

type Rgb = [number, number, number];
const ENOUGH = 4.6;

/** Mixed with black or white until it can be read on the surface. */
function shaded(colour: Rgb, surface: string, towards: 0 | 255): string {
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = hexOf(colour.map((part) => Math.round(part * (1 - share) + towards * share)) as Rgb);
    if (contrast(mixed, surface) >= ENOUGH && contrast(mixed, towards === 0 ? '#f7f6f4' : '#161514') >= ENOUGH)
      return mixed;
  }
  return towards === 0 ? '#000000' : '#ffffff';
}

const onTop = (colour: string): string => (contrast(colour, '#ffffff') >= ENOUGH ? '#fff' : '#111');
const hexOf = (colour: Rgb): string => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
