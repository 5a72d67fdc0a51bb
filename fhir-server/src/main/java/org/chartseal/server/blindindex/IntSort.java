package org.chartseal.server.blindindex;

import java.util.Arrays;

/** Sorts numbers of values by an order of the values, without an object for each. */
final class IntSort {
    private IntSort() {}

    /** An order of values, given by their numbers. */
    interface Order {
        int compare(int a, int b);
    }

    /** All numbers below size in order, given those that are in order already: the first so many. */
    static int[] merge(int[] sorted, int size, Order order) {
        int[] added = new int[size - sorted.length];
        Arrays.setAll(added, i -> sorted.length + i);
        sort(added, added.clone(), 0, added.length, order);
        int[] all = new int[size];
        join(sorted, 0, sorted.length, added, 0, added.length, all, 0, order);
        return all;
    }

    // Merge sort; source and target hold the same numbers, the result is in target.
    private static void sort(int[] target, int[] source, int from, int to, Order order) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(source, target, from, middle, order);
        sort(source, target, middle, to, order);
        join(source, from, middle, source, middle, to, target, from, order);
    }

    private static void join(
            int[] left, int l, int leftEnd, int[] right, int r, int rightEnd, int[] into, int at, Order order) {
        int i = l;
        int j = r;
        for (int k = at; i < leftEnd || j < rightEnd; k++) {
            boolean fromLeft = j == rightEnd || (i < leftEnd && order.compare(left[i], right[j]) <= 0);
            into[k] = fromLeft ? left[i++] : right[j++];
        }
    }
}
