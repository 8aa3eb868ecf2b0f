import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhotoPlus,
  type Icon,
} from '@tabler/icons-react';
import Link from '@tiptap/extension-link';
import Placeholder from '@tiptap/extension-placeholder';
import { EditorContent, mergeAttributes, Node, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { tickets } from '../../api/tickets.api';
import { sayProblem } from '../feedback/notify';
import classes from './knowledge.module.css';

/** A picture that we hold ourselves; the server takes no other. */
const Picture = Node.create({
  name: 'picture',
  group: 'block',
  draggable: true,
  addAttributes: () => ({ src: { default: null }, alt: { default: '' } }),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes)],
});

const EXTENSIONS = [
  StarterKit.configure({ link: false, heading: { levels: [2, 3, 4] } }),
  Link.configure({ openOnClick: false, protocols: ['http', 'https', 'mailto', 'tel'] }),
  Picture,
];

interface Props {
  /** What stands there at first; another wording is another editor. */
  html: string;
  label: string;
  onChange: (html: string) => void;
}

/** Headings, lists, links and pictures: what an article needs, and what the server keeps. */
export function ArticleEditor({ html, label, onChange }: Props) {
  const { t } = useTranslation();
  const latest = useRef(onChange);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    latest.current = onChange;
  });
  const add = async (files: Iterable<File>): Promise<void> => {
    for (const file of files) {
      try {
        const { id, name } = await tickets.upload(file);
        // Shown from where it was uploaded until the article takes it over; the server knows it by its id.
        editor
          ?.chain()
          .focus()
          .insertContent({
            type: 'picture',
            attrs: { src: `/api/v1/attachments/${id}?inline=1#/files/${id}`, alt: name },
          })
          .run();
      } catch (error) {
        sayProblem(error);
      }
    }
  };
  const pictures = (list: FileList | undefined): File[] =>
    [...(list ?? [])].filter(({ type }) => type.startsWith('image/'));
  const editor = useEditor({
    extensions: [...EXTENSIONS, Placeholder.configure({ placeholder: t('knowledge.bodyPlaceholder') })],
    content: html,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label },
      handlePaste: (_view, event) => {
        const files = pictures(event.clipboardData?.files);
        if (files.length > 0) void add(files);
        return files.length > 0;
      },
      handleDrop: (_view, event) => {
        const files = pictures(event.dataTransfer?.files);
        if (files.length > 0) void add(files);
        return files.length > 0;
      },
    },
    onUpdate: ({ editor: changed }) => latest.current(changed.isEmpty ? '' : changed.getHTML()),
  });
  const on = useEditorState({
    editor,
    selector: ({ editor: one }) => ({
      h2: one?.isActive('heading', { level: 2 }),
      h3: one?.isActive('heading', { level: 3 }),
      bold: one?.isActive('bold'),
      italic: one?.isActive('italic'),
      list: one?.isActive('bulletList'),
      numbers: one?.isActive('orderedList'),
      quote: one?.isActive('blockquote'),
      link: one?.isActive('link'),
    }),
  });
  const link = () => {
    const address = window.prompt(t('composer.linkAddress'), 'https://');
    if (address && /^(https?:|mailto:|tel:)/.test(address)) {
      editor?.chain().focus().extendMarkRange('link').setLink({ href: address }).run();
    }
  };
  const chain = () => editor?.chain().focus();
  return (
    <div className={classes.editor}>
      <div className={classes.tools} role="toolbar" aria-label={t('knowledge.tools')}>
        <Tool name="heading" icon={IconH2} on={on?.h2} act={() => chain()?.toggleHeading({ level: 2 }).run()} />
        <Tool name="subheading" icon={IconH3} on={on?.h3} act={() => chain()?.toggleHeading({ level: 3 }).run()} />
        <Tool name="bold" icon={IconBold} on={on?.bold} act={() => chain()?.toggleBold().run()} />
        <Tool name="italic" icon={IconItalic} on={on?.italic} act={() => chain()?.toggleItalic().run()} />
        <Tool name="list" icon={IconList} on={on?.list} act={() => chain()?.toggleBulletList().run()} />
        <Tool name="numbers" icon={IconListNumbers} on={on?.numbers} act={() => chain()?.toggleOrderedList().run()} />
        <Tool name="quote" icon={IconBlockquote} on={on?.quote} act={() => chain()?.toggleBlockquote().run()} />
        <Tool name="link" icon={IconLink} on={on?.link} act={link} />
        <Tool name="picture" icon={IconPhotoPlus} act={() => picker.current?.click()} />
        <input
          ref={picker}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          multiple
          hidden
          onChange={(event) => {
            void add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <EditorContent editor={editor} className={classes.text} />
    </div>
  );
}

function Tool({ name, icon: Shape, on, act }: { name: string; icon: Icon; on?: boolean; act: () => void }) {
  const { t } = useTranslation();
  const label = t(`knowledge.tool.${name}`);
  return (
    <Tooltip label={label}>
      <ActionIcon size={32} aria-label={label} aria-pressed={on ?? undefined} onClick={act}>
        <Shape size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
