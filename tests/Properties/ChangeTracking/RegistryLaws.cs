using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeTracking;

namespace Timeline.Tests.Properties.ChangeTracking;

/// <summary>The registry of objects against a table that forgets nothing.</summary>
public sealed class RegistryLaws
{
    private static readonly Arbitrary<int[]> Tapes = ArbMap.Default.ArbFor<int[]>();

    [Fact]
    public void An_object_has_one_id_and_an_id_one_object_for_ever() => Law.Holds(Tapes, tape =>
    {
        var registry = new ObjectRegistry();
        var objects = Enumerable.Range(0, 8).Select(i => new Equal()).ToArray();
        Dictionary<object, long> living = new(ReferenceEqualityComparer.Instance);
        Dictionary<long, object> owners = [];
        foreach (var seed in tape)
        {
            var random = new Random(seed);
            var it = objects[random.Next(objects.Length)];
            var preferred = random.Next(3) == 0 ? random.Next(-4, 12) : 0;
            switch (random.Next(4))
            {
                case 0:
                    if (registry.Unregister(it) != living.Remove(it)) return false;
                    break;
                case 1:
                    registry.StartAt(random.Next(20));
                    break;
                default:
                    var id = registry.Register(it, preferred);
                    var isKnown = living.TryGetValue(it, out var known);
                    if (isKnown ? known != id : id == 0 || !owners.TryAdd(id, it)) return false;
                    if (!isKnown && preferred != 0 && id != preferred && !owners.ContainsKey(preferred)) return false;
                    living[it] = id;
                    break;
            }

            var areFound = objects.All(each => registry.IdOf(each) == living.GetValueOrDefault(each));
            var areOwned = owners.All(pair => registry.TryFind(pair.Key, out var found)
                ? ReferenceEquals(found, pair.Value) && living.GetValueOrDefault(found) == pair.Key
                : !living.ContainsValue(pair.Key));
            if (!areFound || !areOwned || owners.Keys.Any(id => id >= registry.Next)) return false;
        }

        return true;
    });

    private sealed class Equal
    {
        public override bool Equals(object? obj) => obj is Equal;

        public override int GetHashCode() => 0;
    }
}
