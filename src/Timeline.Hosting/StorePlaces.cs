using System.Collections.Concurrent;
using Timeline.Storage;

namespace Timeline.Hosting;

/// <summary>Which registry of a container has which place in a store, so that no two have the same.</summary>
internal sealed class StorePlaces
{
    private readonly ConcurrentDictionary<(IHistoryStore Store, string Prefix), string> _owners = [];

    /// <summary>Takes a place for a registry.</summary>
    /// <exception cref="InvalidOperationException">Another one has it.</exception>
    public void Take(IHistoryStore store, string prefix, string name)
    {
        var owner = _owners.GetOrAdd((store, prefix), name);
        if (owner == name) return;
        throw new InvalidOperationException(
            $"{RegistryWords.Of(name)}Prefix is '{prefix}', as that of {Words(owner)} in the same store: "
            + "give one of them another.");
    }

    private static string Words(string name) => name.Length == 0 ? "the registry without a name" : $"registry '{name}'";
}
