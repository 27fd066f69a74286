import type { Mood } from '../../present/worker.ts'

/** `stable`: it takes a message, or would if its question were answered. */
export const statusOf = (mood: Mood): 'running' | 'stable' =>
  mood === 'working' || mood === 'moving' ? 'running' : 'stable'
