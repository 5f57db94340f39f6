using Timeline.Histories;

namespace Timeline.Watching;

/// <summary>That one version may follow another as the newest, as the terms of a variable had it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed class Consent<T>
{
    private readonly ITerms<T> _terms;
    private readonly Version<T> _from;
    private readonly Version<T> _to;
    private readonly object _basis;

    private Consent(ITerms<T> terms, Version<T> from, Version<T> to, object basis) =>
        (_terms, _from, _to, _basis) = (terms, from, to, basis);

    /// <summary>Asks the terms, outside any lock; they throw if it may not.</summary>
    /// <param name="terms">The terms; null if there are none, and then there is nothing to hold either.</param>
    /// <param name="from">The newest version.</param>
    /// <param name="to">The one that is to be the newest.</param>
    /// <param name="action">What is refused, if it is.</param>
    internal static Consent<T>? Of(ITerms<T>? terms, Version<T> from, Version<T> to, string action) =>
        terms is null ? null : new(terms, from, to, terms.Agree(from.Value, to.Value, action));

    /// <summary>Whether it is about these versions and the terms are still the same; under the lock.</summary>
    internal bool Holds(Version<T> from, Version<T> to) =>
        ReferenceEquals(_from, from) && ReferenceEquals(_to, to) && _terms.Holds(_basis);
}
