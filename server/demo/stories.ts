import { begunStories } from './stories-begun.ts'
import { turnedStories } from './stories-turned.ts'

/** How an opportunity may go; people.ts says whose goes how. */
export const stories = { ...begunStories, ...turnedStories }

export type StoryName = keyof typeof stories
