using System.ComponentModel.DataAnnotations;
using Timeline.Admission;
using Timeline.Isolation;

namespace Timeline.Tests.Unit.Admission;

/// <summary>The rules that a model carries itself are asked of all that hangs on a value.</summary>
public sealed class ModelRuleTests
{
    [Fact]
    public void A_model_that_is_right_is_taken() => Assert.Empty(Failures(new Order
    {
        Id = "a",
        Lines = [new Line("x", 1)],
        Named = { ["k"] = new Line("y", 2) },
    }));

    [Fact]
    public void Properties_elements_entries_and_records_are_asked_at_once() => Assert.Equal(
        [
            "Id: The Id field is required.",
            "Lines[1].Product: The field Product must be a string or array type with a minimum length of '1'.",
            "Lines[1].Count: The field Count must be between 1 and 9.",
            "Named.k.Count: The field Count must be between 1 and 9.",
            "Count: must be even",
            "the whole is wrong",
        ],
        Failures(new Order
        {
            Lines = [new Line("x", 1), new Line("", 0)],
            Named = { ["k"] = new Line("y", 10) },
            Count = 1,
            IsWrong = true,
        }).Order(StringComparer.Ordinal).OrderBy(it => Array.FindIndex(Places, place => it.StartsWith(place, StringComparison.Ordinal))));

    [Fact]
    public void A_value_that_is_a_collection_is_asked_by_element() => Assert.Equal(
        ["[0].Count: The field Count must be between 1 and 9."],
        Found(new List<Line> { new("a", 0) }));

    [Fact]
    public void Circles_are_asked_once()
    {
        var order = new Order { Id = "a", Lines = [new Line("", 1)] };
        order.Next = order;
        _ = Assert.Single(Failures(order));
    }

    [Fact]
    public void Deep_models_are_asked_to_the_bottom()
    {
        var order = new Order();
        for (var i = 0; i < 10_000; i++) order = new Order { Id = "a", Next = order };
        Assert.EndsWith("Next.Id: The Id field is required.", Assert.Single(Failures(order)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_makes_another_one_each_time_is_not_followed_for_ever() =>
        Assert.Equal(["Amount: The field Amount must be between 0 and 9."], Found(new Money { Amount = -1 }));

    [Fact]
    public void What_an_attribute_or_a_property_throws_is_a_reason_and_others_are_asked_all_the_same()
    {
        var error = Assert.Throws<ValueRejectedException>(() => Admission<Broken>.For("b", [Rule<Broken>.Annotations()]).Admit(new Broken()));
        Assert.Equal(3, error.Failures.Count);
        Assert.Contains(error.Failures, it => it.ToString() == "Name: The Name field is required.");
        Assert.Contains(error.Failures, it => it.ToString() == "Trouble: the rule 'annotations' threw FormatException: odd");
        Assert.Equal(2, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
    }

    [Fact]
    public void The_rule_is_named_annotations() => Assert.Equal("annotations", Rule<Order>.Annotations().Name);

    private static readonly string[] Places = ["Id", "Lines[1].Product", "Lines", "Named", "Count", "the"];

    private static IEnumerable<string> Failures(Order order) => Found(order);

    private static IEnumerable<string> Found<T>(T value)
    {
        try
        {
            _ = Admission<T>.For("order", [Rule<T>.Annotations()], null, Isolation<T>.Trusting).Admit(value);
            return [];
        }
        catch (ValueRejectedException error)
        {
            return error.Failures.Select(it => it.ToString());
        }
    }

    [NotWrong]
    private sealed class Order : IValidatableObject
    {
        [Required]
        [StringLength(3)]
        public string? Id { get; set; }

        public List<Line> Lines { get; set; } = [];

        public Dictionary<string, Line> Named { get; } = [];

        public Order? Next { get; set; }

        public int Count { get; set; }

        public bool IsWrong { get; set; }

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Count % 2 != 0) yield return new ValidationResult("must be even", [nameof(Count)]);
        }
    }

    private sealed record Line([MinLength(1)] string Product, [property: Range(1, 9)] int Count);

    [AttributeUsage(AttributeTargets.Class)]
    private sealed class NotWrongAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            value is Order { IsWrong: true } ? new ValidationResult("the whole is wrong") : ValidationResult.Success;
    }

    private sealed class Money
    {
        [Range(0, 9)]
        public int Amount { get; set; }

        public Money Negated => new() { Amount = -Amount };
    }

    private sealed class Broken
    {
        [Required]
        public string? Name { get; set; }

        public List<int> Trouble => throw new FormatException("odd");

        [RegularExpression("(")]
        public string Pattern { get; set; } = "a";
    }
}
