import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { knowledge } from '../../api/knowledge.api';
import type { Article, ArticleQuery, Category } from '../../api/knowledge.types';

const LIST = ['knowledge', 'list'] as const;
const ONE = (id: string) => ['knowledge', 'one', id] as const;
export const CATEGORIES = ['knowledge', 'categories'] as const;
export const OPINIONS = ['knowledge', 'opinions'] as const;
export const FIGURES = ['knowledge', 'figures'] as const;

export const useArticles = (query: ArticleQuery) =>
  useInfiniteQuery({
    queryKey: [...LIST, query],
    queryFn: ({ pageParam }) => knowledge.list(query, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const useArticle = (id: string) => useQuery({ queryKey: ONE(id), queryFn: () => knowledge.one(id) });

export const useCategories = () => useQuery({ queryKey: CATEGORIES, queryFn: knowledge.categories, staleTime: 30_000 });

/** What came back from the server is shown at once, and everything around it is asked anew. */
export function useKeepArticle(): (article: Article) => void {
  const client = useQueryClient();
  return (article) => {
    client.setQueryData(ONE(article.id), article);
    void client.invalidateQueries({ queryKey: LIST });
    void client.invalidateQueries({ queryKey: ['knowledge', 'versions', article.id] });
  };
}

/** In the reader's language, or any. */
export const nameIn = (names: Record<string, string>, language: string): string =>
  names[language] ?? names.en ?? Object.values(names)[0] ?? '';

/** As they stand on the shelf: each outer one, then what stands in it. */
export const shelved = (all: readonly Category[]): Category[] =>
  all
    .filter(({ parentId }) => parentId === null)
    .flatMap((one) => [one, ...all.filter((inner) => inner.parentId === one.id)]);

export const languageName = (tag: string, reader: string): string => {
  const name = new Intl.DisplayNames([reader], { type: 'language' }).of(tag === 'pt-BR' ? 'pt' : tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(reader) + name.slice(1);
};
