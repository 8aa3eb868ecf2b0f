import {
  ActionIcon,
  Button,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  Menu,
  Modal,
  Popover,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e6f2f1',
  '#d9eeec',
  '#a9d8d4',
  '#64cbc3',
  '#45b8b0',
  '#2a9690',
  '#0f6e6e',
  '#0b5858',
  '#094747',
  '#063434',
];

/** Mantine's colour names that stand for a state here; anything else is the accent. */
const TONES: Record<string, string> = { red: 'bad', green: 'ok', orange: 'warn', blue: 'info' };

const variantColorResolver: VariantColorsResolver = (input) => {
  const tone = TONES[input.color ?? ''] ?? 'accent';
  const flat = { border: '1px solid transparent' };
  switch (input.variant) {
    case 'filled':
      return tone === 'accent'
        ? { ...flat, background: 'var(--accent)', hover: 'var(--accent-hover)', color: 'var(--on-accent)' }
        : { ...flat, background: `var(--${tone})`, hover: `var(--${tone})`, color: 'var(--surface)' };
    case 'light':
      return {
        ...flat,
        background: `var(--${tone}-soft)`,
        hover: `color-mix(in srgb, var(--${tone}-soft), var(--${tone}) 10%)`,
        color: `var(--${tone})`,
      };
    case 'subtle':
      return {
        ...flat,
        background: 'transparent',
        hover: 'var(--hover)',
        color: input.color === 'gray' ? 'var(--ink-2)' : `var(--${tone})`,
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: { accent },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '12px' },
  defaultRadius: 'sm',
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  breakpoints: { xs: '30em', sm: '48em', md: '64em', lg: '80em', xl: '96em' },
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '32px' },
      h2: { fontSize: '18px', lineHeight: '24px' },
      h3: { fontSize: '15px', lineHeight: '20px' },
      h4: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  variantColorResolver,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { size }) => ({
        root: {
          '--button-height': size === 'xs' ? '28px' : size === 'md' ? '40px' : '32px',
          '--button-padding-x': size === 'xs' ? '8px' : size === 'md' ? '16px' : '12px',
          '--button-fz': size === 'xs' ? 'var(--text-sm)' : size === 'md' ? 'var(--text-lg)' : 'var(--text-md)',
        },
      }),
      styles: { root: { fontWeight: 500 }, section: { marginInlineEnd: 6 } },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray', size: 32 },
    }),
    Input: Input.extend({
      vars: (_, { size }) => ({
        wrapper: {
          '--input-height': size === 'md' ? '40px' : '32px',
          '--input-fz': 'var(--text-md)',
          '--input-padding': size === 'md' ? '12px' : '8px',
        },
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      styles: {
        label: { fontSize: 'var(--text-sm)', fontWeight: 400, color: 'var(--ink-2)', marginBottom: 4 },
        description: { fontSize: 'var(--text-xs)', color: 'var(--ink-3)' },
        error: { fontSize: 'var(--text-sm)', color: 'var(--bad)' },
      },
    }),
    Modal: Modal.extend({
      defaultProps: { radius: 'lg', padding: 'lg', overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontSize: 'var(--text-lg)', fontWeight: 600 } },
    }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'md', withinPortal: true, offset: 4 },
      styles: { item: { fontSize: 'var(--text-md)', padding: '4px 8px', minHeight: 32 }, dropdown: { padding: 4 } },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', radius: 'lg', withinPortal: true } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        fz: 'var(--text-sm)',
        events: { hover: true, focus: true, touch: false },
      },
    }),
  },
});

const shared = {
  '--mantine-shadow-md': 'var(--shadow-pop)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
};

/** Mantine's own variables follow the tokens, so that a component of theirs and one of ours never differ by a shade. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: shared, light: shared, dark: shared });
