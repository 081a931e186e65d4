/** Seconds that the steps of a drain get; whatever takes longer is named, and the next run goes on there. */
export const limits = {
  /** Their controller has nothing to do for it. */
  applicationSets: 60,
  /** Of Applications that leave alone. */
  applications: 60,
  /** Of tenants' pods: Odoo gets two minutes for its last requests (gitops/odoo), several tenants end side by side. */
  tenants: 420,
  /** In which a cloud takes a load balancer away. */
  loadBalancers: 600,
  /** In which pods end and the storage driver deletes their volumes. */
  volumes: 600,
};

export type Limits = typeof limits;
