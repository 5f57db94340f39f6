using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Windows.Input;
using LanguageExt;
using Timeline.ChangeLogs;
using Timeline.Containers;

#pragma warning disable CA2227 // Models of this kind have collections that can be set.
namespace Timeline.Tests.Unit.Containers;

/// <summary>A base class as those of MVVM libraries are.</summary>
public abstract class ObservableModel : INotifyPropertyChanged, INotifyPropertyChanging
{
    public event PropertyChangedEventHandler? PropertyChanged;

    public event PropertyChangingEventHandler? PropertyChanging;

    protected virtual void OnPropertyChanged(PropertyChangedEventArgs e) => PropertyChanged?.Invoke(this, e);

    protected virtual void OnPropertyChanging(PropertyChangingEventArgs e) => PropertyChanging?.Invoke(this, e);

    protected void OnPropertyChanged([CallerMemberName] string? propertyName = null) =>
        OnPropertyChanged(new PropertyChangedEventArgs(propertyName));

    protected void OnPropertyChanging([CallerMemberName] string? propertyName = null) =>
        OnPropertyChanging(new PropertyChangingEventArgs(propertyName));

    protected bool SetProperty<T>(ref T field, T value, [CallerMemberName] string? propertyName = null)
    {
        if (EqualityComparer<T>.Default.Equals(field, value)) return false;
        OnPropertyChanging(propertyName);
        field = value;
        OnPropertyChanged(propertyName);
        return true;
    }
}

/// <summary>A model whose properties are as a source generator writes them for fields with an attribute.</summary>
public sealed partial class OrderModel : ObservableModel
{
    private string _customer = "";
    private int _amount;
    private object? _tag;
    private LineModel? _first;
    private ObservableCollection<LineModel> _lines = [];
    private IList<int> _numbers = new List<int>();

    public string Customer
    {
        get => _customer;
        set
        {
            if (EqualityComparer<string>.Default.Equals(_customer, value)) return;
            OnCustomerChanging(value);
            OnCustomerChanging(default, value);
            OnPropertyChanging(GeneratedArguments.Customer.Changing);
            _customer = value;
            OnCustomerChanged(value);
            OnCustomerChanged(default, value);
            OnPropertyChanged(GeneratedArguments.Customer.Changed);
            OnPropertyChanged(nameof(Title));
        }
    }

    [JsonPropertyName("total")]
    public int Amount
    {
        get => _amount;
        set => _ = SetProperty(ref _amount, value);
    }

    public object? Tag
    {
        get => _tag;
        set => _ = SetProperty(ref _tag, value);
    }

    public LineModel? First
    {
        get => _first;
        set => _ = SetProperty(ref _first, value);
    }

    public ObservableCollection<LineModel> Lines
    {
        get => _lines;
        set => _ = SetProperty(ref _lines, value);
    }

    public IList<int> Numbers
    {
        get => _numbers;
        set => _ = SetProperty(ref _numbers, value);
    }

    [JsonIgnore]
    public Action? Callback { get; set; }

    public string Title => $"{Customer}: {Amount}";

    public ICommand? Save => null;

    public TrackedDictionary<string, int> Notes { get; } = [];

    /// <summary>Changes two properties and tells of both at once.</summary>
    public void Reset(string customer, int amount)
    {
        (_customer, _amount) = (customer, amount);
        OnPropertyChanged(string.Empty);
    }

    partial void OnCustomerChanging(string value);

    partial void OnCustomerChanging(string? oldValue, string newValue);

    partial void OnCustomerChanged(string value);

    partial void OnCustomerChanged(string? oldValue, string newValue);

    private static class GeneratedArguments
    {
        public static readonly (PropertyChangingEventArgs Changing, PropertyChangedEventArgs Changed) Customer =
            (new(nameof(OrderModel.Customer)), new(nameof(OrderModel.Customer)));
    }
}

/// <summary>A line of an order, which only tells what has changed.</summary>
public sealed class LineModel : INotifyPropertyChanged
{
    private string _product = "";
    private object? _extra;

    public event PropertyChangedEventHandler? PropertyChanged;

    public string Product
    {
        get => _product;
        set
        {
            if (_product == value) return;
            _product = value;
            PropertyChanged?.Invoke(this, new(nameof(Product)));
        }
    }

    public object? Extra
    {
        get => _extra;
        set
        {
            if (Equals(_extra, value)) return;
            _extra = value;
            PropertyChanged?.Invoke(this, new(nameof(Extra)));
        }
    }
}

/// <summary>A tracked object with members named as those of its container.</summary>
public sealed class Person(string name, TrackingOptions? options = null) : TrackedObject(options)
{
    private string _name = name;
    private int _age;
    private object? _data;
    private Person? _friend;
    private IList<string> _tags = new List<string>();

    public string Name
    {
        get => _name;
        set => _ = SetProperty(ref _name, value);
    }

    public int Age
    {
        get => _age;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _ = SetProperty(ref _age, value);
        }
    }

    public object? Data
    {
        get => _data;
        set => _ = SetProperty(ref _data, value);
    }

    public Person? Friend
    {
        get => _friend;
        set => _ = SetProperty(ref _friend, value);
    }

    public IList<string> Tags
    {
        get => _tags;
        set => _ = SetProperty(ref _tags, value);
    }

    public TrackedList<object?> Items { get; } = [];

    /// <summary>An own member of a name that the container has as well.</summary>
    public string Id { get; init; } = "p1";

    public string Log => $"{Name} is {Age}";
}

internal static class ContentText
{
    /// <summary>What an entry says was or is there, as JSON; empty for nothing.</summary>
    public static string Text(this Option<ChangeContent> content) => content.Match(it => it.ToString(), () => "");
}
