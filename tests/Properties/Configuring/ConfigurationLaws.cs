using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Configuring;

namespace Timeline.Tests.Properties.Configuring;

/// <summary>Configurations with any mix of mistakes, as JSON and as keys and texts.</summary>
public sealed class ConfigurationLaws
{
    private static readonly string[] Kinds = ["collector", "channel", "metrics", "filtered"];

    public sealed record Plan(string Kind, int Capacity, int Choice, Plan? Inner, ImmutableArray<int> Mistakes);

    private static readonly Arbitrary<Plan[]> Right = Arb.From(Gen.ArrayOf(AnyPlan(2, Gen.Constant(ImmutableArray<int>.Empty))));

    private static readonly Arbitrary<Plan[]> Any = Arb.From(Gen.ArrayOf(AnyPlan(
        2, from some in Gen.SubListOf(Enumerable.Range(0, 9)) from none in Gen.Choose(0, 2) select none == 0 ? [] : some.ToImmutableArray())));

    [Fact]
    public void Every_mistake_is_told_once_and_nothing_else() => Law.Holds(
        Any,
        plans =>
        {
            List<string> expected = [];
            var document = plans.Select((plan, i) => (object)Entry(plan, $"/{i}", expected, isNested: false)).ToList();
            Assert.Equal(expected.Order(StringComparer.Ordinal), Problems(FromJson(document)));
            Assert.Equal(
                expected.Select(path => $"root{path.Replace('/', ':')}").Order(StringComparer.Ordinal),
                Problems(FromPairs(document)));
        });

    [Fact]
    public void A_configuration_without_a_mistake_makes_what_it_says() => Law.Holds(
        Right,
        plans =>
        {
            var document = plans.Select((plan, i) => (object)Entry(plan, $"/{i}", [], isNested: false)).ToList();
            foreach (var configuration in new[] { FromJson(document), FromPairs(document) })
            {
                using var observers = ObserverCatalog.Standard.Build(configuration);
                Assert.Equal(plans.Length, observers.All.Length);
                foreach (var (plan, observer) in plans.Zip(observers.All)) Says(plan, observer);
            }
        });

    private static Gen<Plan> AnyPlan(int depth, Gen<ImmutableArray<int>> mistakes) =>
        from kind in Gen.Elements(depth == 0 ? Kinds[..3] : Kinds)
        from capacity in Gen.Choose(1, 1000)
        from choice in Gen.Choose(0, 3)
        from inner in kind == "filtered" ? AnyPlan(depth - 1, mistakes) : Gen.Constant<Plan>(null!)
        from wrong in mistakes
        select new Plan(kind, capacity, choice, inner, wrong);

    private static void Says(Plan plan, IObserver<ChangeEntry> observer)
    {
        switch (plan.Kind)
        {
            case "collector":
                Assert.Equal(plan.Capacity, Assert.IsType<ChangeCollector>(observer).Capacity);
                break;
            case "channel":
                var channel = Assert.IsType<ChannelObserver>(observer);
                Assert.Equal((plan.Capacity, (ChannelFullPolicy)plan.Choice), (channel.Capacity, channel.WhenFull));
                break;
            case "metrics":
                Assert.IsType<MetricsObserver>(observer);
                break;
            default:
                var filtered = Assert.IsType<FilteredObserver>(observer);
                Assert.Equal(Enumerable.Range(0, plan.Choice).Select(it => (ChangeAction)it), filtered.Filter.Actions);
                Says(plan.Inner!, filtered.Inner);
                break;
        }
    }

    private static Dictionary<string, object> Entry(Plan plan, string path, List<string> expected, bool isNested)
    {
        bool Is(int mistake) => plan.Mistakes.Contains(mistake);
        Dictionary<string, object> options = [];
        Dictionary<string, object> entry = new() { ["type"] = plan.Kind, ["options"] = options };
        if (Is(0)) Wrong(entry, "typo", 1, $"{path}/typo");
        if (Is(1)) Wrong(entry, "priority", "high", $"{path}/priority");
        else if (!isNested) entry["priority"] = plan.Choice;
        if (Is(2)) Wrong(entry, "replay", "perhaps", $"{path}/replay");
        if (Is(3)) Wrong(entry, "name", "", $"{path}/name");

        // Of what is unknown nothing more can be said.
        var within = Is(4) ? [] : expected;
        if (Is(4)) Wrong(entry, "type", "nobody", $"{path}/type");
        if (plan.Kind is "collector" or "channel")
        {
            options["capacity"] = plan.Capacity;
            if (Is(5)) Wrong(options, "capacity", plan.Capacity % 2 == 0 ? "few" : -plan.Capacity, $"{path}/options/capacity", within);
        }

        if (plan.Kind == "channel")
        {
            options["whenFull"] = new[] { "wait", "drop-oldest", "drop-newest", "fail" }[plan.Choice];
            if (Is(6)) Wrong(options, "whenFull", "drop", $"{path}/options/whenFull", within);
        }

        if (plan.Kind == "filtered")
        {
            List<object> actions = [.. Enumerable.Range(0, plan.Choice).Select(it => ChangeWords.Of((ChangeAction)it))];
            options["actions"] = actions;
            if (Is(6))
            {
                within.Add($"{path}/options/actions/{actions.Count}");
                actions.Add("grow");
            }

            if (Is(7)) within.Add(path);
            else entry["observer"] = Entry(plan.Inner!, $"{path}/observer", within, isNested: true);
        }

        if (Is(8)) Wrong(options, "typo", true, $"{path}/options/typo", within);
        return entry;

        void Wrong(Dictionary<string, object> map, string key, object value, string at, List<string>? told = null)
        {
            map[key] = value;
            (told ?? expected).Add(at);
        }
    }

    private static IEnumerable<string> Problems(ObserverConfiguration configuration)
    {
        try
        {
            ObserverCatalog.Standard.Build(configuration).Dispose();
            return [];
        }
        catch (ObserverConfigurationException thrown)
        {
            return [.. thrown.Problems.Select(it => it.Path).Order(StringComparer.Ordinal)];
        }
    }

    private static ObserverConfiguration FromJson(List<object> document) =>
        ObserverConfiguration.FromJson(JsonSerializer.Serialize(document));

    private static ObserverConfiguration FromPairs(List<object> document) =>
        ObserverConfiguration.FromPairs(Flat("", document).Select(it => KeyValuePair.Create(it.Key[1..], (string?)it.Text)), "root");

    private static IEnumerable<(string Key, string Text)> Flat(string key, object there) => there switch
    {
        List<object> list => list.SelectMany((item, i) => Flat($"{key}:{i}", item)),
        Dictionary<string, object> map => map.SelectMany(it => Flat($"{key}:{it.Key}", it.Value)),
        _ => [(key, Convert.ToString(there, CultureInfo.InvariantCulture)!)],
    };
}
