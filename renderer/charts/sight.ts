import type { Attachment } from 'svelte/attachments';

const NEARLY = '200px'; // so that it is there when it is scrolled into sight

/** Tells whether an element is in sight, or nearly: what is drawn into it may wait till then. */
export function sight(tell: (isSeen: boolean) => void): Attachment<HTMLElement> {
  return (element) => {
    const observer = new IntersectionObserver(([entry]) => tell(entry?.isIntersecting ?? false), {
      rootMargin: NEARLY,
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      tell(false);
    };
  };
}
