using System.Reflection;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using GeoServe.Benchmarks.Budgets;

Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args)];
return AllocationBudgets.Read().Check(summaries, Console.Error) ? 0 : 1;
