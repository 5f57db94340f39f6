using System.Text;
using LanguageExt;
using Timeline.ChangeLogs;
using Timeline.ChangeObservers;
using Timeline.Containers;
using Timeline.Stamping;
using Timeline.Values;
using static Timeline.Containers.Tracking;

namespace Timeline.Tests.Unit.Snippets;

/// <summary>The snippets of docs/containers.md and of the README about collections on record.</summary>
public sealed class ContainersTests
{
    [Fact]
    public void Ordinary_collections_on_record()
    {
        var shop = new TrackedDictionary<string, object?>();
        var orders = new TrackedList<string> { "tea" };

        using (Actor.As("ann"))
        {
            shop["orders"] = orders;
            orders.Add("milk");
            orders[0] = "green tea";
        }

        foreach (var entry in shop.Log.Latest(2))
            Console.WriteLine($"{entry.Actor} {entry.Method} {entry.Path}: {entry.Before} -> {entry.After}");
        // ann Add /orders/1: None -> Some("milk")
        // ann this[] /orders/0: Some("tea") -> Some("green tea")

        var before = shop.Log.Last.ContentBefore;    // Some({"orders":["tea","milk"]}), a reference that is always kept

        Assert.Equal(
            ["ann Add /orders/1: None -> Some(\"milk\")", "ann this[] /orders/0: Some(\"tea\") -> Some(\"green tea\")"],
            shop.Log.Latest(2).Select(it => $"{it.Actor} {it.Method} {it.Path}: {it.Before} -> {it.After}"));
        Assert.Equal("""{"orders":["tea","milk"]}""", before.Match(it => it.ToString(), () => ""));
    }

    [Fact]
    public void A_first_program()
    {
        var prices = new TrackedDictionary<string, decimal> { ["tea"] = 3.20m };

        prices["milk"] = 1.10m;
        prices["tea"] = 3.50m;
        prices.Remove("milk");

        foreach (var entry in prices.Log.Entries)
            Console.WriteLine(entry);

        // 2026-11-21 10:00:00.123Z  init (root): {}
        // 2026-11-21 10:00:00.124Z  add /tea: 3.20
        // 2026-11-21 10:00:00.125Z  add /milk: 1.10
        // 2026-11-21 10:00:00.125Z  update /tea: 3.20 -> 3.50
        // 2026-11-21 10:00:00.125Z  remove /milk: 1.10

        Assert.Equal(
            ["init (root): {}", "add /tea: 3.20", "add /milk: 1.10", "update /tea: 3.20 -> 3.50", "remove /milk: 1.10"],
            prices.Log.Entries.Select(it => it.ToString()[26..]));
    }

    [Fact]
    public void Who_what_and_where()
    {
        var prices = new TrackedDictionary<string, decimal> { ["tea"] = 3.50m };
        using (Actor.As("ann"))
            prices["tea"] = 3.60m;

        var last = prices.Log.Last;
        var (who, when, what, where) = (last.Actor, last.Time, last.Action, last.Path);   // ann, …, Update, /tea
        var (from, to) = (last.Before, last.After);                                       // Some(3.50), Some(3.60)
        var patch = last.Diff();                                                          // as JSON Patch and as words

        var lately = prices.Log.Since(DateTimeOffset.UtcNow.AddHours(-1));
        var bigOnes = prices.Log.Entries.Where(new ChangeFilter { Actor = "ann", Paths = [PathPattern.Of("tea")] }.IsWanted);

        Assert.Equal(("ann", ChangeAction.Update, "/tea"), (who, what, where.ToString()));
        Assert.True(when <= DateTimeOffset.UtcNow);
        Assert.Equal(("Some(3.50)", "Some(3.60)"), ($"{from}", $"{to}"));
        Assert.Single(patch.Changes);
        Assert.Equal(3, lately.Count);
        Assert.Single(bigOnes);
    }

    [Fact]
    public void Containers_in_containers()
    {
        var shop = new TrackedDictionary<string, object?>(new TrackingOptions { ConvertPlain = true });
        shop["shelves"] = new List<object?> { new Dictionary<string, object?> { ["tea"] = 12 } };

        var shelves = (TrackedList<object?>)shop["shelves"]!;
        var first = (TrackedDictionary<string, object?>)shelves[0]!;
        shelves.Insert(0, "a sign");
        first["tea"] = 11;

        var path = shop.Log.Last.Path;        // /shelves/1/tea: where it is now
        var same = first.Log.Last.Path;       // /tea, as the shelf itself sees it

        Assert.Equal(("/shelves/1/tea", "/tea"), (path.ToString(), same.ToString()));
        Assert.Equal(shop.Log.Last.Origin, first.Log.Last.Id);
    }

    [Fact]
    public void All_or_nothing()
    {
        var stock = new TrackedDictionary<string, int> { ["tea"] = 12, ["milk"] = 5 };
        var sold = new TrackedList<string>();

        using (var sale = Batch("sale 17"))
        {
            stock["tea"] -= 2;
            stock["milk"] -= 1;
            sold.AddRange(["tea", "tea", "milk"]);
            sale.Commit();
        }

        using (Batch("sale 18"))
            stock["tea"] = -1;                    // not committed: taken back

        Assert.Equal(10, stock["tea"]);
        Assert.Equal(ChangeAction.RolledBack, stock.Log.Last.Action);
        Assert.Equal(sold.Log.Last.Group, stock.Log.Entries[^2].Group);
    }

    [Fact]
    public void Back_to_what_was()
    {
        var list = new TrackedList<string> { "tea" };
        var good = list.Log.Last;
        list.Clear();

        list.RollBackTo(good);                    // ["tea"], by an entry of its own
        var trial = list.Copy();                  // goes its own way from here
        trial.Add("milk");

        Assert.Equal(["tea"], list);
        Assert.Equal(["tea", "milk"], trial);
    }

    [Fact]
    public void What_nobody_may_change()
    {
        var settings = new TrackedDictionary<string, int> { ["port"] = 80, ["retries"] = 3 };

        settings.LockKey("port");                 // settings["port"] = 81 throws an InvalidOperationException
        settings["retries"] = 5;

        settings.Lock();                          // now every change does
        settings.Unlock();

        Assert.Throws<InvalidOperationException>(() => settings["port"] = 81);
        Assert.Equal(5, settings["retries"]);
    }

    [Fact]
    public async Task A_log_in_a_file()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "shop.jsonl");
        var shop = new TrackedDictionary<string, int>(new TrackingOptions { CaptureStack = true });

        using var lines = new JsonLinesObserver(file);
        using (shop.Subscribe(lines))
            shop["tea"] = 12;
        await lines.FlushAsync();

        var read = File.ReadLines(file).Select(line => ChangeJson.Parse(Encoding.UTF8.GetBytes(line)));
        foreach (var entry in read.Rights())
            Console.WriteLine(ChangeText.Full(entry, withStack: true));

        Assert.Equal(shop.Log.Last, Right(read.Single()));
        Assert.NotEmpty(shop.Log.Last.Stack);
    }
}
