import { z } from 'zod';

const noLonger = (most: number): string => `Use ${most.toLocaleString('en-GB')} characters or fewer`;

/** Words that a form must have, without the space around them. @param most characters @param empty what is said where there are none */
export const words = (most: number, empty: string) => z.string().trim().min(1, empty).max(most, noLonger(most));

/** Words that a form may have; empty where there are none. @param most characters */
export const optionalWords = (most: number) => z.string().trim().max(most, noLonger(most));
