// Of several questions under way the last one's answer counts: answers come in any order.

export class Latest {
  private asked = 0;

  /** Begins a question; what it gives tells whether no other was begun since, and nothing newer is known. */
  begin(): () => boolean {
    const mine = (this.asked += 1);
    return () => mine === this.asked;
  }

  /** What is under way is out of date: something newer is known, or nobody wants to know any more. */
  forget(): void {
    this.asked += 1;
  }
}
