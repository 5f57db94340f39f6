using Timeline.Causality;
using Timeline.Crdts;

namespace Timeline.Tests.Unit.Snippets;

public sealed class CrdtsTests
{
    [Fact]
    public void Two_replicas_change_a_set_and_send_deltas()
    {
        var (phone, laptop) = (ReplicaId.Of("phone"), ReplicaId.Of("laptop"));
        var shared = OrSet<string>.Empty.AddRange(phone, ["milk", "bread"]);

        var onPhone = shared.Remove("milk");                       // at the same time…
        var onLaptop = shared.Add(laptop, "milk").Add(laptop, "tea");

        var delta = CrdtJson.ToUtf8(onPhone.Delta(shared));        // what the laptop lacks, as bytes
        var merged = CrdtJson.Read<OrSet<string>>(delta)
            .Map(onLaptop.Merge)
            .IfLeft(error => throw new InvalidOperationException(error.Message));

        Assert.Equal(["bread", "milk", "tea"], merged.Order());
        Assert.Equal(onPhone.Merge(onLaptop), merged);
    }

    [Fact]
    public void Maps_nest_and_removing_a_key_resets_what_was_seen_there()
    {
        var (a, b) = (ReplicaId.Of("a"), ReplicaId.Of("b"));
        var votes = OrMap<string, OrMap<string, ResettableCounter>>.Empty
            .Update("red", shades => shades.Update("dark", count => count.Add(a, 5)));

        var reset = votes.Remove("red");
        var counted = votes.Update("red", shades => shades.Update("dark", count => count.Add(b, 1)));

        Assert.Equal(1, reset.Merge(counted).ValueAt("red").ValueAt("dark").Value);
    }

    [Fact]
    public void A_change_that_may_fail()
    {
        var a = ReplicaId.Of("a");
        var likes = OrMap<string, Embedded<GCounter>>.Empty
            .TryUpdate("post", count => count.TryUpdate(a, it => it.Increment(a, 5)));

        Assert.Equal(5, likes.Map(map => map.ValueAt("post").Value.Value).IfLeft(0));
    }

    [Fact]
    public void The_last_write_counts()
    {
        var (a, b) = (ReplicaId.Of("a"), ReplicaId.Of("b"));
        var title = LwwRegister<string>.Empty.Set("Draft", new WriteStamp(1000, a));
        var later = title.Set("Final", new WriteStamp(2000, b));

        Assert.Equal("Final", title.Set("Other", new WriteStamp(1500, a)).Merge(later).Value);
    }

    [Fact]
    public void A_bound_is_kept_by_rights()
    {
        var (shop, web) = (ReplicaId.Of("shop"), ReplicaId.Of("web"));
        var stock = BoundedCounter.Empty.Increment(shop, 10).Bind(made => made.Transfer(shop, web, 4));

        Assert.True(stock.Bind(it => it.Decrement(web, 4)).IsRight);
        Assert.True(stock.Bind(it => it.Decrement(web, 5)).IsLeft);   // the shop has the rest of the rights
    }

    [Fact]
    public void What_everybody_has_seen_can_be_forgotten()
    {
        var (a, b) = (ReplicaId.Of("a"), ReplicaId.Of("b"));
        var clicks = ResettableCounter.Empty.Add(a, 1).Add(a, 1).Add(a, 1);

        var group = CausalStability.Of([a, b]).Observe(a, clicks.Context.Vector).Observe(b, clicks.Context.Vector);
        var compact = clicks.Compact(a, group.Stable);             // one addition of 3

        Assert.Equal(3, compact.Value);
        Assert.Equal(compact, clicks.Merge(compact));
    }
}
