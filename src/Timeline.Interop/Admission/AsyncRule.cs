using System.Diagnostics;

namespace Timeline.Admission;

/// <summary>A rule that has to be waited for.</summary>
internal sealed class AsyncRule<T>(
    string name, Func<T, Findings?, CancellationToken, ValueTask<Findings?>> find) : Rule<T>(name)
{
    public override bool IsAsync => true;

    private protected override Findings? Find(T value, Findings? found) => throw new UnreachableException();

    private protected override ValueTask<Findings?> FindAsync(
        T value, Findings? found, CancellationToken cancellation) => find(value, found, cancellation);
}
